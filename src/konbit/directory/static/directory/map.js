// The map that moves: circles by the server's cells, coasts by the server's outline, the list that says the same.
(() => {
  "use strict";
  const room = document.getElementById("map");
  if (!room || !window.L) return;
  const said = room.dataset;
  const [south, west, north, east] = said.start.split(",").map(Number);
  room.replaceChildren();
  room.setAttribute("role", "region");
  room.setAttribute("aria-label", said.name);

  const map = L.map(room, { zoomControl: false, worldCopyJump: false, minZoom: 1, maxZoom: 18, attributionControl: false });
  L.control.zoom({ zoomInTitle: said.in, zoomOutTitle: said.out }).addTo(map);
  L.control.attribution({ prefix: false }).addTo(map);
  L.control.scale().addTo(map);
  map.fitBounds([[south, west], [north, east < west ? east + 360 : east]], { animate: false });

  const fetched = (address, options) => fetch(address, options).then((answer) => (answer.ok ? answer : Promise.reject(answer)));
  const wrapped = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
  const round = (number) => Math.round(number * 10000) / 10000;

  // The ground: an operator's tiles, or the outline of the land for a grid of windows, so that they are kept.
  const ground = said.tiles
    ? L.tileLayer(said.tiles, { attribution: said.credit, maxZoom: 18 }).addTo(map)
    : L.polygon([], { className: "land", interactive: false, attribution: said.outline, smoothFactor: 0.7 }).addTo(map);
  let window_ = "";
  function drawLand() {
    if (said.tiles) return;
    const view = map.getBounds().pad(0.4);
    const step = 2 ** Math.ceil(Math.log2(Math.max(0.5, view.getEast() - view.getWest()) / 2));
    const grid = (number, up) => (up ? Math.ceil(number / step) : Math.floor(number / step)) * step;
    const box = [
      Math.max(-85, grid(view.getSouth(), false)), Math.max(-540, grid(view.getWest(), false)),
      Math.min(85, grid(view.getNorth(), true)), Math.min(540, grid(view.getEast(), true)),
    ].join(",");
    if (box === window_) return;
    window_ = box;
    fetched(`${said.land}?bbox=${box}`).then((answer) => answer.json()).then((land) => {
      if (box === window_) ground.setLatLngs(land.rings);
    }).catch(() => { window_ = ""; });
  }

  // The circles: buttons with words for those who hear them, as large as a finger needs.
  const circles = L.layerGroup().addTo(map);
  let asking = new AbortController();
  function seal(circle) {
    const size = Math.round(Math.max(30, 26 + 6 * Math.log2(circle.count)));
    const figure = document.createElement("span");
    figure.textContent = circle.count >= 10000 ? `${Math.round(circle.count / 1000)}k` : circle.count;
    const turns = Math.round((map.getCenter().lng - circle.lon) / 360) * 360;
    const marker = L.marker([circle.lat, circle.lon + turns], {
      icon: L.divIcon({ className: circle.href ? "seal single" : "seal", html: figure, iconSize: [size, size] }),
      title: circle.label, keyboard: true, riseOnHover: true,
    });
    marker.on("add", () => marker.getElement().setAttribute("aria-label", circle.label));
    marker.on("click", () => {
      if (circle.href) { location.href = circle.href; return; }
      const [s, w, n, e] = circle.bounds;
      const deepest = map.getZoom() >= map.getMaxZoom() - 1;
      if (deepest) { document.getElementById("in-sight").scrollIntoView(); return; }
      map.fitBounds([[s, w + turns], [n, (e < w ? e + 360 : e) + turns]], { padding: [20, 20] });
    });
    return marker;
  }
  function drawCircles() {
    asking.abort();
    asking = new AbortController();
    const view = map.getBounds();
    const wide = view.getEast() - view.getWest() >= 360;
    const box = [
      Math.max(-90, round(view.getSouth())), wide ? -180 : round(wrapped(view.getWest())),
      Math.min(90, round(view.getNorth())), wide ? 180 : round(wrapped(view.getEast())),
    ].join(",");
    const address = (base, more) => base + (base.endsWith("?") ? "" : "&") + more;
    fetched(address(said.clusters, `bbox=${box}&zoom=${map.getZoom()}`), { signal: asking.signal })
      .then((answer) => answer.json())
      .then((found) => { circles.clearLayers(); found.circles.forEach((one) => circles.addLayer(seal(one))); })
      .catch(() => {});
    // The same part of the map as a list, and as the address of this page.
    const list = new URL(said.list, location.href);
    list.searchParams.set("bbox", box);
    fetched(list, { signal: asking.signal, headers: { "HX-Request": "true" } })
      .then((answer) => answer.text())
      .then((text) => {
        const results = new DOMParser().parseFromString(text, "text/html").getElementById("results");
        results?.querySelectorAll(".take, .found-line nav").forEach((part) => part.remove());
        results?.querySelectorAll(".pager a, .chips a").forEach((link) => { link.href = new URL(link.getAttribute("href"), list).href; });
        if (results) document.getElementById("in-sight").replaceChildren(results);
      }).catch(() => {});
    const here = new URL(location.href);
    here.searchParams.set("bbox", box);
    history.replaceState(null, "", here);
  }

  let waiting = 0;
  const moved = () => { clearTimeout(waiting); waiting = setTimeout(() => { drawLand(); drawCircles(); }, 120); };
  map.on("moveend", moved);
  drawLand();
  drawCircles();
})();

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

  const map = L.map(room, { zoomControl: false, minZoom: 1, maxZoom: 18, maxBounds: [[-85, -270], [85, 270]], maxBoundsViscosity: 0.8, attributionControl: false });
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
    const view = map.getBounds().pad(0.2);
    const step = 2 ** Math.ceil(Math.log2(Math.max(0.5, view.getEast() - view.getWest()) / 4));
    const grid = (number, up) => (up ? Math.ceil(number / step) : Math.floor(number / step)) * step;
    const box = [
      Math.max(-85, grid(view.getSouth(), false)), Math.max(-270, grid(view.getWest(), false)),
      Math.min(85, grid(view.getNorth(), true)), Math.min(270, grid(view.getEast(), true)),
    ].join(",");
    if (box === window_) return;
    window_ = box;
    fetched(`${said.land}?bbox=${box}`).then((answer) => answer.json()).then((land) => {
      if (box === window_) ground.setLatLngs(land.rings);
    }).catch(() => { window_ = ""; });
  }

  // The circles: buttons with words for those who hear them, as large as a finger needs; those that would
  // touch become one.
  const circles = L.layerGroup().addTo(map);
  const names = L.layerGroup().addTo(map);
  let asking = new AbortController();
  const width = (count) => Math.round(30 + 3.4 * Math.log2(count));
  const turned = (lon) => lon + Math.round((map.getCenter().lng - lon) / 360) * 360;

  function gathered(found) {
    const kept = [];
    found.sort((one, other) => other.count - one.count).forEach((one) => {
      const [south, west, north, east] = one.bounds;
      const west_ = turned(west);
      const circle = { ...one, lon: turned(one.lon), box: L.latLngBounds([south, west_], [north, west_ + (((east - west) % 360) + 360) % 360]) };
      circle.at = map.latLngToLayerPoint([circle.lat, circle.lon]);
      const near = kept.find((other) => other.at.distanceTo(circle.at) < (width(other.count) + width(circle.count)) / 2);
      if (!near) { kept.push(circle); return; }
      const share = circle.count / (near.count + circle.count);
      near.at = near.at.add(circle.at.subtract(near.at).multiplyBy(share));
      Object.assign(near, { count: near.count + circle.count, href: "", box: near.box.extend(circle.box) });
      const middle = map.layerPointToLatLng(near.at);
      near.lat = middle.lat; near.lon = middle.lng;
      near.label = said.many.replace("%s", near.count).replace("%s", near.near);
    });
    return kept;
  }

  function seal(circle) {
    const size = width(circle.count);
    const figure = document.createElement("span");
    figure.textContent = circle.count >= 10000 ? `${Math.round(circle.count / 1000)}k` : circle.count;
    const marker = L.marker([circle.lat, circle.lon], {
      icon: L.divIcon({ className: circle.href ? "seal single" : "seal", html: figure, iconSize: [size, size] }),
      title: circle.label, keyboard: true, riseOnHover: true,
    });
    const go = () => {
      if (circle.href) location.href = circle.href;
      else if (map.getZoom() >= map.getMaxZoom() - 1) document.getElementById("in-sight").scrollIntoView();
      else map.setView(circle.box.getCenter(), Math.max(map.getBoundsZoom(circle.box.pad(0.1)), map.getZoom() + 1));
    };
    marker.on("click", go);
    marker.on("add", () => {
      const button = marker.getElement();
      button.setAttribute("aria-label", circle.label);
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        room.focus();
        go();
      });
    });
    return marker;
  }

  // Names of towns where there is room beside the circles and the names before.
  function nameTowns(towns, shown) {
    const taken = shown.map(({ at, count }) => ({ left: at.x - width(count) / 2, right: at.x + width(count) / 2, top: at.y - width(count) / 2, bottom: at.y + width(count) / 2 }));
    const view = map.getPixelBounds().getTopRight().x - map.getPixelOrigin().x;
    towns.forEach(([lat, lon, name]) => {
      const at = map.latLngToLayerPoint([lat, turned(lon)]);
      const box = { left: at.x - 4, right: at.x + 14 + name.length * 8, top: at.y - 9, bottom: at.y + 9 };
      if (box.right > view || taken.some((one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom)) return;
      taken.push(box);
      const text = document.createElement("span");
      text.textContent = `• ${name}`;
      names.addLayer(L.marker([lat, turned(lon)], { icon: L.divIcon({ className: "town", html: text, iconSize: [0, 0], iconAnchor: [3, 7] }), interactive: false, keyboard: false, zIndexOffset: -1000 }));
    });
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
      .then((found) => {
        circles.clearLayers();
        const shown = gathered(found.circles);
        shown.forEach((one) => circles.addLayer(seal(one)));
        names.clearLayers();
        if (!said.tiles) nameTowns(found.towns, shown);
      })
      .catch(() => {});
    // The same part of the map as a list, and as the address of this page.
    const list = new URL(said.list, location.href);
    list.searchParams.set("bbox", box);
    fetched(list, { signal: asking.signal, headers: { "HX-Request": "true" } })
      .then((answer) => answer.text())
      .then((text) => {
        const results = new DOMParser().parseFromString(text, "text/html").getElementById("results");
        results?.querySelectorAll(".take, .found-line nav, .chips, .concept").forEach((part) => part.remove());
        results?.querySelectorAll(".pager a").forEach((link) => { link.href = new URL(link.getAttribute("href"), list).href; });
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

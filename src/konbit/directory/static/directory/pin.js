// A pin to be dragged to where a group is. The map comes only when somebody wants it; the field beside it
// says the same point, for keyboards and where no script runs.
const room = document.querySelector("[data-pin]");
const point = document.getElementById("id_point");
const pinned = document.querySelector('input[name="where"][value="pin"]');
const about = [point, document.getElementById("id_precision")].map((one) => one?.closest(".field"));

function brought(tag, said) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), said);
    element.addEventListener("load", resolve, { once: true });
    element.addEventListener("error", reject, { once: true });
    document.head.append(element);
  });
}

const round = (number) => Math.round(number * 1e5) / 1e5;

function said() {
  const numbers = point.value.split(",").map((part) => parseFloat(part));
  return numbers.length === 2 && numbers.every(Number.isFinite) ? numbers : null;
}

async function open() {
  if (room.dataset.open) return;
  room.dataset.open = "yes";
  await brought("link", { rel: "stylesheet", href: room.dataset.sheet });
  if (!window.L) await brought("script", { src: room.dataset.leaflet });
  const L = window.L;
  const start = said() ?? [Number(room.dataset.lat), Number(room.dataset.lon)];
  const map = L.map(room, { attributionControl: false, minZoom: 1, maxZoom: 17 }).setView(start, Number(room.dataset.zoom));
  if (room.dataset.tiles) {
    L.control.attribution({ prefix: false }).addTo(map);
    L.tileLayer(room.dataset.tiles, { attribution: room.dataset.credit, maxZoom: 17 }).addTo(map);
  } else {
    const ground = L.polygon([], { className: "land", interactive: false, smoothFactor: 0.7 }).addTo(map);
    const draw = async () => {
      const view = map.getBounds().pad(0.5);
      const box = [Math.max(-85, view.getSouth()), Math.max(-540, view.getWest()), Math.min(85, view.getNorth()), Math.min(540, view.getEast())];
      const answer = await fetch(`${room.dataset.land}?bbox=${box.map((one) => one.toFixed(2))}`);
      if (answer.ok) ground.setLatLngs((await answer.json()).rings);
    };
    map.on("moveend", draw);
    draw();
    const towns = JSON.parse(document.getElementById("towns")?.textContent ?? "[]");
    towns.forEach(([name, lat, lon], place) => {
      L.circleMarker([lat, lon], { radius: 4, className: "town", interactive: false })
        .bindTooltip(name, { permanent: place < 14, direction: "right", className: "town-name" })
        .addTo(map);
    });
  }
  const icon = L.icon({ iconUrl: room.dataset.icon, shadowUrl: room.dataset.shadow, iconSize: [25, 41], iconAnchor: [12, 41], shadowSize: [41, 41] });
  const pin = L.marker(start, { draggable: true, autoPan: true, icon, alt: room.dataset.name, title: room.dataset.name }).addTo(map);
  const tell = (at) => { point.value = `${round(at.lat)}, ${round(((((at.lng + 180) % 360) + 360) % 360) - 180)}`; };
  pin.on("dragend", () => tell(pin.getLatLng()));
  map.on("click", (event) => { pin.setLatLng(event.latlng); tell(event.latlng); });
  point.addEventListener("change", () => { const at = said(); if (at) { pin.setLatLng(at); map.panTo(at); } });
}

function show() {
  const wanted = pinned.checked;
  room.hidden = !wanted;
  about.forEach((field) => { if (field) field.hidden = !wanted; });
  if (wanted) open();
}

if (room && point && pinned) {
  document.querySelectorAll('input[name="where"]').forEach((one) => one.addEventListener("change", show));
  show();
}

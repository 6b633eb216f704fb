// Searching around oneself, to two decimals of a degree: about a kilometre. The button's room is kept free (class
// "awaits"); it is shown where a browser may say where it is, which it does over HTTPS only.
const form = document.getElementById('find');
const button = form.querySelector('[data-here]');
const told = form.querySelector('.here-told');
const near = form.elements.near;

const leaveOut = (...names) => names.forEach((name) => form.querySelector(`input[type=hidden][name=${name}]`)?.remove());

function put(name, degrees) {
  leaveOut(name);
  form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value: degrees.toFixed(2) }));
}

function found({ coords }) {
  near.value = '';
  leaveOut('bbox');
  put('lat', coords.latitude);
  put('lon', coords.longitude);
  form.requestSubmit();
}

if (window.isSecureContext && navigator.geolocation) {
  button.classList.remove('awaits');
  button.addEventListener('click', () => {
    told.textContent = button.dataset.told;
    const refused = () => { told.textContent = button.dataset.refused; };
    navigator.geolocation.getCurrentPosition(found, refused, { maximumAge: 600_000, timeout: 15_000 });
  });
}

// A place that is written takes the place of the point that was searched around.
near.addEventListener('input', () => leaveOut('lat', 'lon'));

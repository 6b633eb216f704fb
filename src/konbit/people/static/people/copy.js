// A button that copies the field named by its data-copies. Its room is kept free (class "awaits"), so that nothing
// moves; without this file the field can be marked and copied by hand.
for (const button of document.querySelectorAll('[data-copies]')) {
  const field = document.getElementById(button.dataset.copies);
  const told = button.parentElement.querySelector('[role=status]');
  button.classList.remove('awaits');
  button.addEventListener('click', async () => {
    told.textContent = '';
    told.textContent = await copy(field) ? button.dataset.done : button.dataset.failed;
  });
}

// The clipboard opens over HTTPS only; elsewhere browsers still copy what is marked.
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand('copy');
  }
}

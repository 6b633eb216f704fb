// An open menu closes when you press elsewhere, or Escape. Without this file it closes by its own button.
const opened = () => document.querySelector('.menu[open]');

document.addEventListener('click', ({ target }) => {
  const menu = opened();
  if (menu && !menu.contains(target)) menu.open = false;
});

document.addEventListener('keydown', ({ key }) => {
  const menu = opened();
  if (key !== 'Escape' || !menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

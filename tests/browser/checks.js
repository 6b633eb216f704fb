// What only the browser can measure. Each function answers with plain values for pages.py.

const LEAST = 24;
const PRESSED = 'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [role=button],'
  + ' [role=link], [role=checkbox], [role=tab], [role=menuitem], [tabindex]:not([tabindex="-1"])';

function named(element) {
  const text = (element.getAttribute('aria-label') || element.textContent || element.value || element.name || '')
    .replace(/\s+/g, ' ').trim().slice(0, 60);
  const kind = element.tagName.toLowerCase();
  const id = element.id ? `#${element.id}` : '';
  const classes = element.getAttribute('class') ? '.' + element.getAttribute('class').trim().split(/\s+/).join('.') : '';
  return `<${kind}${id}${classes}> “${text}”`;
}

function shown(element) {
  const box = element.getBoundingClientRect();
  const visible = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  return visible && box.width > 0 && box.height > 0 && !element.disabled && !element.closest('[inert]');
}

// The area that reacts: a label presses its control; what a link holds may stick out of it.
function area(element) {
  const boxes = [element, ...(element.labels || []), ...element.children]
    .flatMap((part) => [...part.getClientRects()])
    .filter((box) => box.width > 0 && box.height > 0);
  const first = boxes[0] || element.getBoundingClientRect();
  return boxes.reduce(
    (all, box) => ({
      left: Math.min(all.left, box.left), top: Math.min(all.top, box.top),
      right: Math.max(all.right, box.right), bottom: Math.max(all.bottom, box.bottom),
    }),
    { left: first.left, top: first.top, right: first.right, bottom: first.bottom },
  );
}

// Part of a sentence: the line around it says more than the link does.
function inSentence(element) {
  if (getComputedStyle(element).display !== 'inline') return false;
  let around = element.parentElement;
  while (around && getComputedStyle(around).display === 'inline') around = around.parentElement;
  if (!around) return false;
  return [...around.childNodes].some((node) => !node.contains(element)
    && (node.nodeType === Node.TEXT_NODE
      || (node.nodeType === Node.ELEMENT_NODE && getComputedStyle(node).display === 'inline' && !node.matches(PRESSED)))
    && /[\p{L}\p{N}]/u.test(node.textContent));
}

function small(box) {
  return box.right - box.left < LEAST - 0.5 || box.bottom - box.top < LEAST - 0.5;
}

function middle(box) {
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
}

// Distance from the middle of one target to the nearest point of another's area.
function reach(from, box) {
  const { x, y } = middle(from);
  return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
}

function between(one, other) {
  return Math.hypot(middle(one).x - middle(other).x, middle(one).y - middle(other).y);
}

function smallTargets(besides) {
  const targets = [...document.querySelectorAll(PRESSED)]
    .filter(shown)
    .map((element) => ({ element, box: area(element) }));
  return targets
    .filter(({ element, box }) => small(box) && !(besides && element.matches(besides)) && !inSentence(element))
    .filter(({ element, box }) => targets.some((other) => other.element !== element
      && !other.element.contains(element) && !element.contains(other.element)
      && (small(other.box) ? between(box, other.box) < LEAST - 0.5 : reach(box, other.box) < LEAST / 2 - 0.5)))
    .map(({ element, box }) => `${named(element)} is ${Math.round(box.right - box.left)} × `
      + `${Math.round(box.bottom - box.top)} px, and others are near`);
}

function scrollsItself(element) {
  for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
    if (getComputedStyle(around).overflowX !== 'visible') return true;
  }
  return false;
}

function sticksOut() {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')]
    .filter((element) => shown(element) && element.getBoundingClientRect().right > page.clientWidth + 1)
    .filter((element) => !scrollsItself(element))
    .map((element) => `${named(element)} ends at ${Math.round(element.getBoundingClientRect().right)} px`);
  return wide.length ? wide.slice(0, 12) : [`the page is ${page.scrollWidth} px wide`];
}

function layoutShift() {
  return new Promise((tell) => {
    let moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) moved += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => tell(moved), 100);
  });
}

function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { name: named(element), visible: inside && (outlined || style.boxShadow !== 'none') };
}

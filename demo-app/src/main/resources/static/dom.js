/** Returns a copy of a template's only element. */
export function copy(template) {
  return document.getElementById(template).content.firstElementChild.cloneNode(true);
}

/**
 * Makes the children of a list show these items: one element for each key, kept from one time to
 * the next, so that what somebody types or looks at stays where it is.
 */
export function show(list, items, key, create, update) {
  const present = new Map([...list.children].map((element) => [element.dataset.key, element]));
  items.forEach((item, index) => {
    const name = String(key(item));
    const element = present.get(name) ?? create(item);
    present.delete(name);
    element.dataset.key = name;
    if (list.children[index] !== element) {
      list.insertBefore(element, list.children[index] ?? null);
    }
    update(element, item);
  });
  while (list.children.length > items.length) {
    list.lastElementChild.remove();
  }
}

/** Sets an element's text, which is never read as HTML; returns whether it was another before. */
export function text(parent, selector, value) {
  const element = parent.querySelector(selector);
  const before = element.textContent;
  if (before !== value) {
    element.textContent = value;
  }
  return before !== "" && before !== value;
}

/** Lights an element up for a while. */
export function glow(element, milliseconds) {
  element.animate(
    { backgroundColor: ["var(--glow)", "var(--glow)", "transparent"] },
    { duration: milliseconds, easing: "ease-in" },
  );
}

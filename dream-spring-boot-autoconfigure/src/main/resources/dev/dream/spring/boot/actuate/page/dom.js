/** Makes elements. Whatever an engine tells goes into the page as text, never as HTML. */

/**
 * Makes an element.
 *
 * @param tag its name
 * @param attributes strings; functions become listeners; true is an empty attribute; null is none
 * @param children elements, or what is shown as text
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(...children.flat().filter(child => child != null));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element of a drawing. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  set(element, attributes);
  element.append(...children.flat().filter(child => child != null));
  return element;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value != null && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
}

/** Replaces an element's text, if it is another: a screen reader may be at it. */
export function setText(element, text) {
  const shown = String(text);
  if (element.textContent !== shown) {
    element.textContent = shown;
  }
}

/** Makes these the children of an element, in this order. One that is there already, and in order, is not moved: it keeps the focus. */
export function arrange(parent, elements) {
  const wanted = new Set(elements);
  for (const child of [...parent.children]) {
    if (!wanted.has(child)) {
      child.remove();
    }
  }
  let next = parent.firstElementChild;
  for (const element of elements) {
    if (element === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(element, next);
    }
  }
}

/** Does so, but keeps each that looks the same as before, with what is focused, selected or hovered in it. */
export function renew(parent, elements) {
  let left = [...parent.children];
  arrange(parent, elements.map(element => {
    const found = left.findIndex(known => known.isEqualNode(element));
    if (found < 0) {
      return element;
    }
    const known = left[found];
    left = left.slice(found + 1);
    return known;
  }));
}

/** Shows an engine's word for something, like one_for_one, with spaces. */
export function words(text) {
  return text == null ? "" : String(text).replaceAll("_", " ");
}

/** Makes pairs of terms and descriptions; pairs without a description are left out. */
export function facts(pairs) {
  const list = el("dl", {class: "facts"});
  renewFacts(list, pairs);
  return list;
}

/** Shows other pairs in such a list. */
export function renewFacts(list, pairs) {
  renew(list, pairs.filter(([, value]) => value != null && value !== "")
    .map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value))));
}

/** Tells a screen reader something that others see happen. */
export function announce(text) {
  document.getElementById("status").textContent = text;
}

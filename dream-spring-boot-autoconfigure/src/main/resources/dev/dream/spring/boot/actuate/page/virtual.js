import {el, renew} from "./dom.js";

/** How many rows there are above and below what is seen. */
const MARGIN = 10;

/**
 * A list of very many rows of one height, of which only those exist that are seen. Rows are reached
 * by the arrow keys, Home, End, Page Up and Page Down; one of them is in the page's tab order.
 */
export class VirtualRows {

  /**
   * @param label what it is called
   * @param role of the element around: treegrid or grid
   * @param header an element with the columns' headers
   * @param columns how many there are
   * @param draw makes the cells of the row with an index, and may set attributes; false: not known
   * @param keys hears of other keys, with the index
   * @param seen hears which rows are looked at
   */
  constructor({label, role, header, columns, draw, keys, seen = () => {}}) {
    this.draw = draw;
    this.keys = keys;
    this.seen = seen;
    this.count = 0;
    this.current = 0;
    this.rows = new Map();
    this.space = el("div", {class: "space", role: "presentation"});
    this.element = el("div", {
      class: "rows", role, "aria-label": label, "aria-colcount": columns,
      keydown: event => this.pressed(event),
    }, header, this.space);
    this.element.addEventListener("scroll", () => this.plan(), {passive: true});
    this.resizes = new ResizeObserver(() => this.plan());
    this.resizes.observe(this.element);
  }

  /** Shows so many rows, all of them drawn anew. */
  update(count) {
    this.count = count;
    this.current = Math.max(0, Math.min(this.current, count - 1));
    this.element.setAttribute("aria-rowcount", count + 1);
    this.height = this.height ?? this.measure();
    this.space.style.height = `${count * this.height}px`;
    this.show(true);
  }

  measure() {
    const style = getComputedStyle(document.documentElement);
    return parseFloat(style.getPropertyValue("--row")) || 32;
  }

  plan() {
    this.planned ??= requestAnimationFrame(() => {
      this.planned = null;
      this.show(false);
    });
  }

  /** Returns the first row that is seen, and the one after the last. */
  window() {
    const first = Math.floor(this.element.scrollTop / this.height) - MARGIN;
    const seen = Math.ceil(this.element.clientHeight / this.height) + 2 * MARGIN;
    return [Math.max(0, first), Math.min(this.count, Math.max(0, first) + seen)];
  }

  show(anew) {
    const [first, end] = this.window();
    const hadFocus = this.space.contains(document.activeElement);
    if (!hadFocus) {
      this.become(Math.max(first, Math.min(this.current, end - 1))); // one that can be reached
    }
    for (const [index, row] of this.rows) {
      if (index < first || index >= end) {
        if (row !== document.activeElement) {
          row.remove();
          this.rows.delete(index);
        } else if (index >= this.count) {
          row.remove();
          this.rows.delete(index);
        }
      }
    }
    for (let index = first; index < end; index++) {
      const known = this.rows.get(index);
      if (known && !anew) {
        continue;
      }
      const row = known ?? this.add(index);
      row.setAttribute("tabindex", index === this.current ? "0" : "-1");
      const cells = this.draw(index, row);
      if (cells) {
        renew(row, cells);
      }
    }
    if (hadFocus && !this.space.contains(document.activeElement)) { // its row has gone
      this.rows.get(this.current)?.focus({preventScroll: true});
    }
    this.seen(first, end);
  }

  add(index) {
    const row = el("div", {
      role: "row", class: "row", "aria-rowindex": index + 2, tabindex: "-1",
      focus: () => this.become(index),
    });
    row.dataset.index = index;
    row.style.transform = `translateY(${index * this.height}px)`;
    this.rows.set(index, row);
    this.space.append(row);
    return row;
  }

  become(index) {
    this.rows.get(this.current)?.setAttribute("tabindex", "-1");
    this.current = index;
    this.rows.get(index)?.setAttribute("tabindex", "0");
  }

  /** Moves to a row, which comes into view. */
  go(index) {
    const target = Math.max(0, Math.min(index, this.count - 1));
    const top = target * this.height;
    const {scrollTop, clientHeight} = this.element;
    const header = this.space.offsetTop;
    if (top < scrollTop) {
      this.element.scrollTop = top;
    } else if (top + this.height + header > scrollTop + clientHeight) {
      this.element.scrollTop = top + this.height + header - clientHeight;
    }
    this.show(false);
    this.become(target);
    this.rows.get(target)?.focus({preventScroll: true});
  }

  pressed(event) {
    if (!event.target.matches?.("[role=row]")) {
      return;
    }
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.height) - 2);
    const target = {
      ArrowDown: this.current + 1,
      ArrowUp: this.current - 1,
      PageDown: this.current + page,
      PageUp: this.current - page,
      Home: 0,
      End: this.count - 1,
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.go(target);
    } else if (this.keys(event.key, this.current)) {
      event.preventDefault();
    }
  }

  end() {
    this.resizes.disconnect();
    cancelAnimationFrame(this.planned);
  }
}

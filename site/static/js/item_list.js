// A list of the form: its items are added, moved, taken out and put back on the page itself, so that it works without a
// connection. The place of an item is a hidden field like any other, "" once it was taken out, and is saved like one.
// Without this file the same buttons send the form, and the server does the same.

const BLANK = "__item__";
const ID = /^[0-9a-f]{8,32}$/;

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class ItemList {
  // `touched` is told the input whose value has changed, `taken` each item that was made here and the path of its place.
  constructor(section, { touched, taken }) {
    this.section = section;
    this.name = section.dataset.itemList;
    this.most = Number.parseInt(section.dataset.most, 10);
    this.all = section.querySelector("[data-items]");
    this.template = section.querySelector("template[data-item-template]");
    this.touched = touched;
    this.taken = taken;
    section.addEventListener("click", (event) => this.pressed(event));
  }

  get items() {
    return [...this.all.children].filter((element) => element.dataset.item);
  }

  get present() {
    return this.items.filter((item) => this.placeOf(item).value !== "");
  }

  itemAt(id) {
    return this.items.find((item) => item.dataset.item === id);
  }

  placeOf(item) {
    return [...item.querySelectorAll("input[type=hidden]")].find((input) => input.name === `${this.name}/${item.dataset.item}`);
  }

  put(item, place) {
    const input = this.placeOf(item);
    if (input.value === String(place)) return;
    input.value = String(place);
    this.touched(input);
  }

  pressed(event) {
    const button = event.target.closest("button[name=do]");
    const [what, path = ""] = button?.value.split(":") ?? [];
    if (what === "add") {
      event.preventDefault();
      this.add();
    }
    const item = this.itemAt(path.split("/")[1]);
    if (!item || !["up", "down", "remove"].includes(what)) return;
    event.preventDefault();
    if (what === "remove") this.remove(item);
    else this.move(item, what === "up" ? -1 : 1, button);
  }

  add() {
    const present = this.present;
    if (present.length >= this.most) return;
    const item = this.make(newId());
    this.put(item, this.behind(present));
    this.arrange();
    item.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  }

  behind(present) {
    return Math.max(-1, ...present.map((item) => Number(this.placeOf(item).value))) + 1;
  }

  // An empty item under the id, not placed yet.
  make(id) {
    if (!ID.test(id)) return undefined;
    const holder = document.createElement("template");
    holder.innerHTML = this.template.innerHTML.replaceAll(BLANK, id);
    const item = holder.content.querySelector("[data-item]");
    this.all.append(item);
    this.taken(item, `${this.name}/${id}`);
    item.dispatchEvent(new CustomEvent("item:added", { bubbles: true }));
    return item;
  }

  remove(item) {
    const former = this.placeOf(item).value;
    const told = this.section.querySelector("template[data-item-removed]").content.cloneNode(true).firstElementChild;
    const name = item.getAttribute("aria-label");
    const [sentence, hidden] = told.querySelectorAll("[data-item-name]");
    sentence.textContent = `${this.section.dataset.saysRemoved} ${name}`;
    hidden.textContent = `: ${name}`;
    told.querySelector("button").addEventListener("click", () => this.restore(item, former, told));
    item.before(told);
    this.put(item, "");
    this.arrange();
    told.querySelector("button").focus();
  }

  restore(item, former, told) {
    const present = this.present;
    if (present.length >= this.most) return;
    told.remove();
    const isTaken = present.some((other) => this.placeOf(other).value === former);
    this.put(item, isTaken ? this.behind(present) : former);
    this.arrange();
    item.focus();
  }

  move(item, steps, button) {
    const order = this.present;
    const place = order.indexOf(item);
    order.splice(place, 1);
    order.splice(Math.min(Math.max(place + steps, 0), order.length), 0, item);
    order.forEach((other, number) => this.put(other, number));
    this.arrange();
    (button.hidden ? item : button).focus();
  }

  // Items that were added on this device and that the page as it was loaded doesn't have yet.
  takeBack(paths) {
    for (const [head, id, ...field] of paths.map((path) => path.split("/"))) {
      if (head === this.name && id && !field.length && !this.itemAt(id)) this.make(id);
    }
  }

  // Put the items where their places say, and number them; elements that are where they belong are not touched, so that
  // the keyboard stays where it is.
  arrange() {
    const present = this.present.sort((one, other) => Number(this.placeOf(one).value) - Number(this.placeOf(other).value));
    const { itemLabel } = this.section.dataset;
    let before = null;
    for (const item of [...present].reverse()) {
      const isRight = this.present.indexOf(item) === present.indexOf(item);
      if (!isRight) this.all.insertBefore(item, before);
      before = item;
    }
    for (const item of this.items) item.hidden = this.placeOf(item).value === "";
    present.forEach((item, place) => {
      const name = `${itemLabel} ${place + 1}`;
      item.setAttribute("aria-label", name);
      item.querySelector(".item__heading").textContent = name;
      for (const words of item.querySelectorAll("[data-item-name]")) words.textContent = `: ${name}`;
      item.querySelector("button[value^='up:']").hidden = place === 0;
      item.querySelector("button[value^='down:']").hidden = place === present.length - 1;
    });
    const isFull = present.length >= this.most;
    this.section.querySelector("[data-items-full]").hidden = !isFull;
    this.section.querySelector("button[value^='add:']").parentElement.hidden = isFull;
  }
}

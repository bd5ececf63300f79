// Offers stories, communities, categories and tags while somebody types into a search box: a combobox with a list
// (ARIA Authoring Practices). Without this file the box is a plain search field.

const WAIT = 180;
const SHORTEST = 2;

class SuggestBox {
  constructor(box, number) {
    this.input = box.querySelector("input[type=search]");
    this.status = box.querySelector("[data-suggest-status]");
    this.address = box.dataset.suggest;
    this.current = -1;
    this.list = this.makeList(box, number);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-haspopup", "listbox");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("focus", () => this.options.length && this.typed());
    box.addEventListener("focusout", (event) => !box.contains(event.relatedTarget) && this.close());
    // A press must not take the focus away from the field before the click arrives.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.follow(event.target.closest("[role=option]")));
  }

  makeList(box, number) {
    const list = document.createElement("ul");
    list.id = `suggestions-${number}`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.input.labels[0].textContent.trim());
    box.append(list);
    return list;
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  typed() {
    window.clearTimeout(this.timer);
    const text = this.input.value.trim();
    if (text.length < SHORTEST) {
      this.list.replaceChildren();
      this.close();
      return;
    }
    this.timer = window.setTimeout(() => this.ask(text), WAIT);
  }

  async ask(text) {
    this.request?.abort();
    const request = (this.request = new AbortController());
    try {
      const answer = await fetch(`${this.address}?q=${encodeURIComponent(text)}`, {
        credentials: "same-origin",
        signal: request.signal,
      });
      if (answer.ok) this.show(await answer.text());
    } catch (error) {
      // A newer text, or no connection: the field goes on as a plain one.
      if (error.name !== "AbortError") this.close();
    }
  }

  show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const options = [...page.querySelectorAll("[role=option]")];
    const words = page.querySelector("[data-status]")?.textContent.trim() ?? "";
    options.forEach((option, place) => {
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("aria-selected", "false");
    });
    this.list.replaceChildren(...options);
    this.current = -1;
    this.input.removeAttribute("aria-activedescendant");
    if (options.length && this.input === document.activeElement) this.open();
    else this.close();
    this.status.textContent = words;
  }

  open() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    window.clearTimeout(this.timer);
    this.request?.abort();
    this.select(-1);
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
  }

  select(place) {
    const options = this.options;
    options[this.current]?.setAttribute("aria-selected", "false");
    this.current = place;
    if (place < 0) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    options[place].setAttribute("aria-selected", "true");
    options[place].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[place].id);
  }

  pressed(event) {
    const count = this.options.length;
    const isOpen = !this.list.hidden;
    if (event.isComposing) return;
    if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      if (!isOpen) this.open();
      // One place beyond the ends is the field itself.
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.select(((this.current + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && isOpen && this.current >= 0) {
      event.preventDefault();
      this.follow(this.options[this.current]);
    } else if (event.key === "Enter") {
      this.close();
    }
  }

  follow(option) {
    if (option?.dataset.url) window.location.assign(option.dataset.url);
    else if (option) {
      // Not a way to another page but a value: whoever made the box knows what to do with it.
      this.input.dispatchEvent(new CustomEvent("suggest:chosen", { bubbles: true, detail: { ...option.dataset } }));
      this.list.replaceChildren();
      this.close();
    }
  }
}

let made = 0;

function enhance(root) {
  for (const box of root.querySelectorAll("[data-suggest]:not([data-ready])")) {
    box.dataset.ready = "";
    made += 1;
    new SuggestBox(box, made);
  }
}

enhance(document);
for (const event of ["htmx:afterSwap", "item:added"]) document.body.addEventListener(event, () => enhance(document));

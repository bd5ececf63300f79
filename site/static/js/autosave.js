// Saves a section of the form while somebody types: at every keystroke on the device, on the server after a pause.
// Without this file the form is sent by its buttons; both go through the same rules on the server.

import { clear, clearSettled, deviceKey, put, remembered, settle } from "./device_store.js";
import { Field, countWords } from "./form_field.js";
import { ItemList } from "./item_list.js";
import { keptAnew } from "./kept_pages.js";

const PAUSE = 1500;
const LONGEST_WAIT = 5000;
const RETRY_FIRST = 2000;
const RETRY_LONGEST = 60000;
// A line that is dead without saying so must not keep what was typed from being sent again.
const LONGEST_SAVE = 30000;
const MOST_OWN = 10;

class Autosave {
  constructor(form) {
    this.form = form;
    this.application = form.dataset.application;
    this.says = form.dataset;
    this.state = form.querySelector("[data-save-state]");
    this.fields = new Map();
    for (const box of form.querySelectorAll("[data-field]")) this.fields.set(box.dataset.field, new Field(box));
    const taken = (item, place) => {
      for (const box of item.querySelectorAll("[data-field]")) this.fields.set(box.dataset.field, new Field(box));
      // The server has no place of it, not even "", which says that it was taken out.
      this.fields.get(place).saved = undefined;
    };
    this.lists = [...form.querySelectorAll("[data-item-list]")].map((section) => new ItemList(section, { taken, touched: (input) => this.touched(input) }));
    this.waiting = new Map();
    // What was sent for a field without an answer: if the server turns out to hold it, it is no other person's text.
    this.own = new Map();
    this.retry = RETRY_FIRST;
    form.addEventListener("input", (event) => this.touched(event.target));
    form.addEventListener("change", (event) => this.touched(event.target));
    form.addEventListener("suggest:chosen", (event) => this.chose(event));
    form.addEventListener("submit", () => this.leave());
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => this.send());
    window.addEventListener("beforeunload", (event) => this.waiting.size && this.isUnkept && !this.isLeaving && event.preventDefault());
    this.restore();
    for (const field of this.fields.values()) this.ask(field);
  }

  touched(input) {
    const field = this.fields.get(input?.closest?.("[data-field]")?.dataset.field);
    if (!field || input.name !== field.path) return;
    this.count(field);
    this.ask(field);
    const value = field.value;
    if (JSON.stringify(value) === field.saved && !this.waiting.has(field.path)) return;
    this.waiting.set(field.path, { path: field.path, value, base: field.base });
    this.keep(field.path, value, field.base);
    this.plan();
  }

  // On the device, before anything else. A browser without a database says that nothing is kept yet.
  async keep(path, value, base) {
    try {
      await put(this.application, path, value, base, this.own.get(path));
      this.isUnkept = false;
      if (this.waiting.has(path) && !this.isOffline && !this.isAsking) this.tell("here", this.says.saysHere);
    } catch {
      this.isUnkept = true;
      this.tell("offline", this.says.saysUnkept);
    }
  }

  plan() {
    const now = Date.now();
    this.since ??= now;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), Math.max(0, Math.min(PAUSE, this.since + LONGEST_WAIT - now)));
  }

  later() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), this.retry);
    this.retry = Math.min(this.retry * 2, RETRY_LONGEST);
  }

  async send() {
    window.clearTimeout(this.timer);
    if (this.isSending || this.isLeaving || this.isClosed || !this.waiting.size) return;
    [this.isSending, this.since] = [true, undefined];
    // A save whose answer got lost goes again as it was: the server may have kept it, and what was typed since is
    // then written over that version, not beside it.
    const changes = (this.unanswered ??= [...this.waiting.values()]);
    this.noteSent(changes);
    try {
      const answer = await this.post(changes);
      this.unanswered = undefined;
      await this.answered(answer, changes);
    } catch {
      this.isOffline = true;
      this.tell("offline", this.isUnkept ? this.says.saysUnkept : this.says.saysOffline);
      this.later();
    } finally {
      this.isSending = false;
    }
    if (this.waiting.size && !this.isOffline) this.plan();
  }

  noteSent(changes) {
    for (const { path, value } of changes) {
      const own = (this.own.get(path) ?? []).filter((text) => JSON.stringify(text) !== JSON.stringify(value));
      this.own.set(path, [...own, value].slice(-MOST_OWN));
      const now = this.waiting.get(path);
      if (now) this.keep(path, now.value, now.base);
    }
  }

  // The buttons send the whole form, which must know as much as a save does.
  leave() {
    this.isLeaving = true;
    for (const path of this.waiting.keys()) {
      for (const text of this.own.get(path) ?? []) {
        const input = Object.assign(document.createElement("input"), { type: "hidden", name: `own:${path}`, value: JSON.stringify(text) });
        this.form.append(input);
      }
    }
  }

  async post(changes, isAgain = false) {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]");
    const answer = await fetch(this.says.autosave, {
      method: "POST",
      signal: AbortSignal.timeout(LONGEST_SAVE),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token.value, "X-Device": deviceKey() },
      body: JSON.stringify({ changes: changes.map((change) => ({ ...change, own: this.own.get(change.path) ?? [] })) }),
    });
    const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    if (answer.status === 403 && !isJson && !isAgain) {
      // Signed in anew in another tab: the page's token is of the former session.
      if (await isSomebodyElse()) return { status: 401, error: this.says.saysOther, sign_in: this.says.signOut, label: this.says.saysSignOut };
      const page = await fetch(window.location.pathname, { credentials: "same-origin" });
      if (page.redirected) return { status: 401, sign_in: page.url };
      token.value = (await parsed(page)).querySelector(".answers-form [name=csrfmiddlewaretoken]")?.value ?? "";
      return this.post(changes, true);
    }
    if (!isJson) throw new Error(`save answered ${answer.status}`);
    return { status: answer.status, ...(await answer.json()) };
  }

  async answered(answer, changes) {
    [this.isOffline, this.retry] = [false, RETRY_FIRST];
    if (answer.status === 401 || answer.status >= 500) {
      // Not now, but later: signed out, or the server has no room.
      this.isOffline = true;
      const words = answer.status === 401 && !answer.label ? this.says.saysSignedOut : answer.error;
      this.tell("offline", words, answer.sign_in, answer.label ?? this.says.saysSignIn);
      this.later();
      return;
    }
    if (answer.status !== 200 && answer.status !== 409) {
      // Kept on the device; sending the same again would be refused again.
      for (const change of changes) this.drop(change);
      this.isClosed = answer.status === 403;
      this.tell("refused", answer.error);
      return;
    }
    const conflicts = new Map(answer.conflicts.map((conflict) => [conflict.path, conflict]));
    const settled = [];
    for (const change of changes) {
      this.drop(change);
      if (conflicts.has(change.path)) continue;
      this.own.delete(change.path);
      const field = this.fields.get(change.path);
      const version = answer.versions[change.path];
      if (field) {
        field.base = version;
        field.saved = JSON.stringify(change.value);
      }
      const typedSince = this.waiting.get(change.path);
      if (typedSince) {
        typedSince.base = version;
        await this.keep(typedSince.path, typedSince.value, version);
        continue;
      }
      await settle(this.application, change.path, change.value, version).catch(() => {});
      settled.push([change.path, version]);
    }
    this.forget(settled).catch(() => {});
    const total = document.querySelector("[data-words-total]");
    if (total) total.textContent = answer.words;
    if (conflicts.size) this.tellOfConflict([...conflicts.values()][0]);
    else if (!this.waiting.size && !this.isAsking) this.tell("server", this.says.saysServer);
  }

  // The device forgets what the server holds once its own copy of the page holds it too: the line may break before.
  async forget(settled) {
    await keptAnew(window.location.href);
    for (const [path, version] of settled) await clearSettled(this.application, path, version);
  }

  // What was typed while the save was under way stays.
  drop(change) {
    const now = this.waiting.get(change.path);
    if (now && JSON.stringify(now.value) === JSON.stringify(change.value)) this.waiting.delete(change.path);
  }

  // The button that leads to both texts stays until it is pressed, whatever else is saved: a press must not be lost to another one.
  get isAsking() {
    return Boolean(this.state.querySelector("button"));
  }

  tellOfConflict(conflict) {
    if (this.isAsking) return;
    if (!this.fields.has(conflict.path)) {
      this.tell("conflict", `${this.says.saysConflict} (${conflict.label})`, conflict.address, this.says.saysBoth);
      return;
    }
    // The server shows both texts when it is sent the whole form.
    this.tell("conflict", `${this.says.saysConflict} (${conflict.label})`);
    const looks = { className: "button button--quiet button--small", name: "do", value: "save", textContent: this.says.saysBoth };
    const button = Object.assign(document.createElement("button"), looks);
    this.state.append(" ", button);
  }

  tell(state, words, address, label) {
    if (this.state.dataset.state === state && this.state.dataset.words === words) return;
    this.state.dataset.state = state;
    this.state.dataset.words = words;
    this.state.textContent = words ?? "";
    if (address) {
      const link = document.createElement("a");
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = label;
      this.state.append(" ", link);
    }
  }

  // Put what never reached the server back into its fields, and send what belongs to other pages of the form too.
  async restore() {
    const rows = await remembered(this.application).catch(() => []);
    let shown = false;
    for (const list of this.lists) list.takeBack(rows.map((row) => row.path));
    for (const { path, value, base, own = [], settled } of rows) {
      if (this.waiting.has(path)) continue;
      const field = this.fields.get(path);
      if (settled !== undefined) {
        if (field) await this.takeSettled(field, value, settled);
        continue;
      }
      if (field && field.saved === JSON.stringify(value)) {
        await clear(this.application, path, value).catch(() => {});
        continue;
      }
      this.own.set(path, own);
      if (field) {
        // The page shows what this device had sent: the answer alone was lost.
        const isOwn = own.some((text) => JSON.stringify(text) === field.saved);
        this.offer(field, value);
        field.value = value;
        if (!isOwn) field.base = base;
        this.count(field);
        this.ask(field);
        shown = true;
      }
      this.waiting.set(path, { path, value, base: field?.base ?? base });
    }
    for (const list of this.lists) list.arrange();
    for (const box of this.form.querySelectorAll("[data-unkept]")) this.touched(this.fields.get(box.dataset.field)?.inputs[0]);
    if (shown) this.tell("here", this.says.saysRestored);
    if (this.waiting.size) this.send();
  }

  // A page from the device may be older than what it has sent since: it shows that, over the version that the server gave.
  async takeSettled(field, value, version) {
    if (field.base >= version) {
      await clearSettled(this.application, field.path, version).catch(() => {});
      return;
    }
    this.offer(field, value);
    field.value = value;
    field.saved = JSON.stringify(value);
    field.base = version;
    this.count(field);
    this.ask(field);
  }

  // A community that was chosen on the device has no button on this page yet.
  offer(field, value, label = value) {
    const options = field.box.querySelector("[data-community-options]");
    if (!options || !value || field.inputs.some((input) => input.value === value)) return;
    const row = document.createElement("label");
    const input = document.createElement("input");
    const words = document.createElement("span");
    row.className = "question__option";
    input.type = "radio";
    input.name = field.path;
    input.value = value;
    words.textContent = label;
    row.append(input, " ", words);
    options.append(row);
  }

  chose(event) {
    const field = this.fields.get(event.target.closest("[data-field]")?.dataset.field);
    if (!field) return;
    this.offer(field, event.detail.value, event.detail.label);
    field.value = event.detail.value;
    event.target.value = "";
    this.touched(field.inputs[0]);
  }

  count(field) {
    const words = field.box.querySelector("[data-words]");
    const characters = field.box.querySelector("[data-characters]");
    if (words) words.textContent = countWords(field.value);
    if (characters) characters.textContent = [...field.value].length;
  }

  // Show the questions that wait for this answer, hide the others; what was typed in them stays.
  ask(field) {
    for (const box of this.form.querySelectorAll("[data-shown-if]")) {
      if (box.dataset.shownIf !== field.path) continue;
      box.hidden = field.box.hidden || ![].concat(field.value).includes(box.dataset.shownIfValue);
      const waiting = this.fields.get(box.dataset.field);
      if (waiting && waiting !== field) this.ask(waiting);
    }
  }
}

async function parsed(page) {
  return new DOMParser().parseFromString(await page.text(), "text/html");
}

// The list of one's applications, which everybody has, says whose it is.
async function isSomebodyElse() {
  const worker = document.querySelector("meta[name=device-worker]").content;
  const page = await fetch(worker.slice(0, worker.lastIndexOf("/") + 1), { credentials: "same-origin" });
  if (page.redirected) return false;
  return (await parsed(page)).querySelector("meta[name=device-key]")?.content !== deviceKey();
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);

// Once somebody has chosen between two texts, the device need not remember their own.
for (const form of document.querySelectorAll("form[data-resolves]")) {
  form.addEventListener("submit", () => {
    for (const box of form.querySelectorAll("[data-conflict]")) {
      const sent = [...box.querySelectorAll("input[data-yours]")].map((input) => input.value);
      for (const value of [sent, sent[0] ?? ""]) clear(form.dataset.resolves, box.dataset.conflict, value).catch(() => {});
    }
  });
}

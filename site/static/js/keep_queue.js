// One press keeps every application that is still to be scored on the device, with its photos, for the time without a
// connection. The worker fetches and keeps them as it does with pages that are opened; here they are only asked for.

import { keptAnew } from "./kept_pages.js";

const PATIENCE = 60000;
const asked = new Set();

// What is kept anew never says that it failed, so somebody must stop waiting.
async function kept(address) {
  let timer;
  const patience = new Promise((_resolve, reject) => (timer = setTimeout(() => reject(new Error(address)), PATIENCE)));
  try {
    await Promise.race([keptAnew(address), patience]);
  } finally {
    clearTimeout(timer);
  }
}

async function keptPage(address, key) {
  const answer = await (await caches.open(`applications-${key}`)).match(address);
  if (!answer) throw new Error(address);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// The worker keeps a style or a script as soon as it is asked for; modules name those that they need.
async function keepMade(address) {
  if (asked.has(address)) return;
  asked.add(address);
  const text = await (await fetch(address)).text();
  const needed = address.endsWith(".js") ? [...text.matchAll(/from "(\.\/[^"]+)"/g)].map((found) => new URL(found[1], address).href) : [];
  await Promise.all(needed.map(keepMade));
}

async function keepEntry(address, key) {
  await kept(address);
  const page = await keptPage(address, key);
  const whole = (value) => new URL(value, address).href;
  const made = [...page.querySelectorAll("link[rel=stylesheet][href], script[src]")].map((each) => whole(each.getAttribute("href") ?? each.getAttribute("src")));
  await Promise.all(made.map(keepMade));
  for (const image of page.querySelectorAll("main img[src]")) {
    const source = whole(image.getAttribute("src"));
    if (new URL(source).searchParams.get("size") === "small") await kept(source);
  }
}

async function keepAll(box) {
  const { addresses, saysAll, saysSome } = box.dataset;
  const key = document.querySelector("meta[name=device-key]").content;
  const wanted = addresses.split(" ").map((address) => new URL(address, window.location).href);
  const [button, bar, words] = ["button", "progress", "[role=status]"].map((selector) => box.querySelector(selector));
  button.disabled = true;
  bar.hidden = false;
  bar.max = wanted.length;
  bar.value = 0;
  words.textContent = "";
  let failed = 0;
  // The queue itself, by which they are found.
  await kept(window.location.href).catch(() => {});
  for (const address of wanted) {
    await keepEntry(address, key).catch(() => (failed += 1));
    bar.value += 1;
  }
  bar.hidden = true;
  button.disabled = false;
  words.textContent = failed ? saysSome.replace("{kept}", wanted.length - failed).replace("{all}", wanted.length) : saysAll;
}

async function offer(box) {
  const worker = navigator.serviceWorker;
  // On the first visit the worker takes the page over a moment later.
  if (!worker.controller) await new Promise((resolve) => worker.addEventListener("controllerchange", resolve, { once: true }));
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => keepAll(box));
}

// Without a worker nothing can be kept, so nothing is offered.
for (const box of document.querySelectorAll("[data-addresses]")) {
  if ("serviceWorker" in navigator && "caches" in window) offer(box).catch(() => {});
}

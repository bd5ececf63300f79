// Keeps the pages of one's own applications, and what they are made of, for the time without a connection: the network
// is asked first, what was kept answers when it doesn't. Pages are kept under the person's key (?key=…) and those of
// anybody else who used this device are deleted. Nothing but reading is ever answered from here.
{% comment %}It is a template only because it must stand beside the pages it keeps; nothing is filled in.{% endcomment %}
const PREFIX = "applications-";
const NAME = `${PREFIX}${new URL(self.location).searchParams.get("key") ?? ""}`;
// On a line that hardly carries anything, what was kept is better than a blank page.
const PATIENCE = 12000;
const AFTER_SAVING = 4000;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

// A page that was open before the worker began asks that it be kept, with its styles and scripts.
self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) {
    event.waitUntil(Promise.allSettled(event.data.keep.slice(0, 100).filter(isOurs).map((url) => fetchAndKeep(new Request(url, { credentials: "same-origin" })))));
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "POST" && isOurs(request.url) && new URL(request.url).pathname.endsWith("/save/")) {
    event.waitUntil(keepAnew(event.clientId).catch(() => {}));
  }
  if (request.method !== "GET" || !isOurs(request.url) || request.headers.has("range")) {
    return;
  }
  if (isStatic(request.url) || request.mode === "navigate" || isPreview(request.url)) {
    event.respondWith(answer(event, request));
  }
});

const asked = new Set();

// What was saved must stand in the kept page too, or the page would seem to have forgotten it without a connection.
async function keepAnew(id) {
  if (asked.has(id)) {
    return;
  }
  asked.add(id);
  await new Promise((resolve) => setTimeout(resolve, AFTER_SAVING));
  asked.delete(id);
  const client = await self.clients.get(id);
  if (client) {
    await fetchAndKeep(new Request(client.url, { credentials: "same-origin" }));
  }
}

function isOurs(url) {
  const { origin, pathname } = new URL(url, self.location);
  return origin === self.location.origin && (pathname.startsWith("/static/") || pathname.startsWith(new URL("./", self.location).pathname));
}

function isStatic(url) {
  return new URL(url).pathname.startsWith("/static/");
}

function isPreview(url) {
  return new URL(url).searchParams.get("size") === "small";
}

async function answer(event, request) {
  const asked = fetchAndKeep(request);
  event.waitUntil(asked.catch(() => {}));
  let timer;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE)));
  try {
    const first = await Promise.race([asked, patience]);
    return first ?? (await kept(request)) ?? (await asked);
  } catch (error) {
    const found = await kept(request);
    if (found) {
      return found;
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function fetchAndKeep(request) {
  const response = await fetch(request);
  // A redirect leads to signing in, or away: that is no page of the application.
  if (response.ok && !response.redirected && response.type === "basic") {
    const cache = await caches.open(NAME);
    await cache.put(request.url.split("#")[0], response.clone());
  }
  return response;
}

async function kept(request) {
  const cache = await caches.open(NAME);
  return cache.match(request.url.split("#")[0]);
}

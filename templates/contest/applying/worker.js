// Keeps the pages of one's own applications, and what they are made of, for the time without a connection: the network
// is asked first, what was kept answers when it doesn't. Pages are kept under the person's key (?key=…) and those of
// anybody else who used this device are deleted. Nothing but reading is ever answered from here.
//
// A session may end without signing out: by time, or because the password was changed elsewhere. Whoever then sits at the
// device could read the kept pages without a connection. So a page that the server no longer gives leads to asking under
// whose key the browser is signed in; if it is nobody's or somebody else's, all kept pages go. Without a connection nobody
// can ask, so a page is shown for a bounded time only. What was typed and not sent stays in the database of device_store.js:
// it is shown on the pages alone, and sent when its person signs in again. Pages about one's own data are never kept.
{% comment %}It is a template only because it must stand beside the pages it keeps; nothing is filled in.{% endcomment %}
const PREFIX = "applications-";
const KEY = new URL(self.location).searchParams.get("key") ?? "";
const NAME = `${PREFIX}${KEY}`;
const LONGEST_KEPT = 14 * 24 * 60 * 60 * 1000;
const KEPT_AT = "x-kept-at";
// On a line that hardly carries anything, what was kept is better than a blank page.
const PATIENCE = 12000;

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

// A page that was open before the worker began asks that it be kept, with its styles and scripts. One that was on its way
// while the worker took over all others belongs to nobody yet, and what it saves would not be kept anew.
self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) {
    const wanted = event.data.keep.slice(0, 100).filter(isOurs).filter(isKept);
    event.waitUntil(Promise.allSettled([self.clients.claim(), ...wanted.map((url) => fetchAndKeep(new Request(url, { credentials: "same-origin" })))]));
  }
  if (event.data?.saved && isOurs(event.data.saved) && isKept(event.data.saved)) {
    const kept = event.data.below ? keepBelowAnew(event.data.saved) : keepPageAnew(event.data.saved);
    event.waitUntil(kept.then(() => event.ports[0]?.postMessage("kept")).catch(() => {}));
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !isOurs(request.url) || request.headers.has("range")) {
    return;
  }
  if (isStatic(request.url) || (request.mode === "navigate" && isKept(request.url)) || isPreview(request.url)) {
    event.respondWith(answer(event, request));
  }
});

// What was saved must stand in the kept pages too, or they would seem to have forgotten it without a connection: in the
// page on which it was typed, also where it is kept with another query.
async function keepPageAnew(saved) {
  const urls = await keptUrls((pathname) => pathname === new URL(saved).pathname);
  await keepEachAnew(new Set([saved.split("#")[0], ...urls]));
}

// In every page of an application, where only its address is known.
async function keepBelowAnew(saved) {
  const whole = new URL(saved).pathname;
  await keepEachAnew(await keptUrls((pathname) => pathname.startsWith(whole) && /^([a-z]+\/)?$/.test(pathname.slice(whole.length))));
}

async function keptUrls(isWanted) {
  const requests = await (await caches.open(NAME)).keys();
  return requests.map((request) => request.url).filter((url) => isWanted(new URL(url).pathname));
}

// One after the other: a thin line should carry the first one soon.
async function keepEachAnew(urls) {
  for (const url of urls) {
    await keepAnew(url);
  }
}

const underWay = new Map();

// Of each page one copy is under way and at most one more waits, however many saves there were. It waits as long as the one
// before took, so that a thin line is never taken up for more than half of the time.
async function keepAnew(url) {
  const turn = underWay.get(url);
  if (turn) {
    turn.following ??= turn.done.then(() => keepAnew(url));
    return turn.following;
  }
  const begun = Date.now();
  const fetched = fetchAndKeep(new Request(url, { credentials: "same-origin" }));
  const done = fetched
    .catch(() => {})
    .then(() => new Promise((resolve) => setTimeout(resolve, Date.now() - begun)))
    .then(() => underWay.delete(url));
  underWay.set(url, { done });
  if (!isWhole(await fetched)) {
    throw new Error(`${url} was not given`);
  }
}

function isOurs(url) {
  const { origin, pathname } = new URL(url, self.location);
  return origin === self.location.origin && (pathname.startsWith("/static/") || pathname.startsWith(new URL("./", self.location).pathname));
}

function isStatic(url) {
  return new URL(url).pathname.startsWith("/static/");
}

function isKept(url) {
  return !new URL(url).pathname.includes("/my/data/");
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
  if (isWhole(response)) {
    const cache = await caches.open(NAME);
    await cache.put(request.url.split("#")[0], await stamped(response.clone()));
  } else if (!isStatic(request.url) && response.status < 500) {
    forgetIfGone().catch(() => {});
    if (response.status === 404) {
      await forgetPage(request.url);
    }
  }
  return response;
}

// What is no longer there for this person must not be read from the device either, under whatever query it was kept.
async function forgetPage(url) {
  const cache = await caches.open(NAME);
  const gone = await keptUrls((pathname) => pathname === new URL(url).pathname);
  await Promise.all(gone.map((each) => cache.delete(each)));
}

// A redirect leads to signing in, or away: that is no page of the application.
function isWhole(response) {
  return response.ok && !response.redirected && response.type === "basic";
}

async function stamped(response) {
  const headers = new Headers(response.headers);
  headers.set(KEPT_AT, String(Date.now()));
  return new Response(await response.blob(), { status: response.status, statusText: response.statusText, headers });
}

async function forgetIfGone() {
  const answer = await fetch(new URL("./session/", self.location), { credentials: "same-origin", cache: "no-store" });
  if (answer.ok && (await answer.json()).key !== KEY) {
    await caches.delete(NAME);
  }
}

async function kept(request) {
  const cache = await caches.open(NAME);
  const url = request.url.split("#")[0];
  const found = await cache.match(url);
  if (found && !isStatic(url) && Date.now() - Number(found.headers.get(KEPT_AT)) > LONGEST_KEPT) {
    await cache.delete(url);
    return undefined;
  }
  return found;
}

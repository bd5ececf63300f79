// Lets the pages of one's own applications open without a connection: registers the worker under this person's key, and
// has it keep the page that was opened before the worker ran.

const key = document.querySelector("meta[name=device-key]")?.content;
const worker = document.querySelector("meta[name=device-worker]")?.content;

async function start() {
  const registration = await navigator.serviceWorker.register(`${worker}?key=${encodeURIComponent(key)}`);
  await navigator.serviceWorker.ready;
  const active = registration.installing ?? registration.waiting ?? registration.active;
  const made = performance.getEntriesByType("resource").map((entry) => entry.name);
  active?.postMessage({ keep: [window.location.href, ...made.filter((url) => new URL(url).pathname.startsWith("/static/"))] });
}

if (key && worker && "serviceWorker" in navigator) {
  // Where the browser forbids it (private windows, no HTTPS) the form works as before, with a connection.
  start().catch(() => {});
}

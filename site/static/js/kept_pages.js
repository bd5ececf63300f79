// Has the worker fetch anew what it keeps of a page, or of all pages right below an address.

// Resolves once the kept pages hold what the server holds now; never, where they could not be fetched. Without a worker
// nothing is kept that could be older.
export async function keptAnew(address, { below = false } = {}) {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return;
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    worker.postMessage({ saved: address, below }, [port2]);
  });
}

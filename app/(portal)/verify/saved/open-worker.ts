let address: string | null = null;

/** A fresh worker for one check. Its program stands in the saved page itself, which loads nothing. */
export function openWorker(): Worker {
  address ??= URL.createObjectURL(new Blob([document.querySelector("#worker")?.textContent ?? ""], { type: "text/javascript" }));
  return new Worker(address);
}

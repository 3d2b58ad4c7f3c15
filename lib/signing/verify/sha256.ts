/** SHA-256 of bytes in memory. The bytes are copied when this is called: their buffer may be used again at once. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

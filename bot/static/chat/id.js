/** A new UUID, also on pages without TLS, where browsers have no randomUUID. */
export function newId() {
  const digit = (mark) => (mark ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (mark / 4)))).toString(16);
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, digit);
}

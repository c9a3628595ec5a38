/** An id that says nothing of what it stands for: 16 hexadecimal digits at random. */
export function opaqueId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

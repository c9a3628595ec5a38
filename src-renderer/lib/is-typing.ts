/** Is this where text is typed? */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input:not([type=range], [type=radio]), textarea, select');
}

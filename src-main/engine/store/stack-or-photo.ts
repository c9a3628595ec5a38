/** Of a row about a photo, its stack, else the photo, each by a number of its own. */
export function stackOrPhoto(table: string): string {
  return `coalesce((SELECT -stack FROM stack_parts WHERE stack_parts.photo_id = ${table}.photo_id), photo_id)`;
}

import { z } from 'zod';

export const Check = z.strictObject({
  name: z.string(),
  ok: z.boolean(),
  /** One line: the fact when ok, the reason and what to do when not. */
  detail: z.string(),
});
export type Check = z.infer<typeof Check>;

export const DoctorReport = z.strictObject({
  ok: z.boolean(),
  versions: z.record(z.string(), z.string()),
  checks: z.array(Check),
});
export type DoctorReport = z.infer<typeof DoctorReport>;

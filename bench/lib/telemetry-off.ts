/** To be imported first by scripts that load the inference runtime into their own process, see [Note: Telemetry]. */
import { telemetryOff } from '../../src-main/core/encoder-environment.ts';

Object.assign(process.env, telemetryOff);

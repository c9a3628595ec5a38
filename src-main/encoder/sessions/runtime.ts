/*
 * The one way to the inference runtime. Modules run in the order in which they are imported, so without the guard's
 * consent the library is not even loaded.
 */
import './telemetry-guard.ts';
export { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';

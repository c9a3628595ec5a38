/** An XMP file that is left as it is, since what it says, or how, is not sure. Its message is a reason for the user. */
export class XmpNotUnderstood extends Error {}

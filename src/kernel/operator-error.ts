/**
 * Something that whoever runs the program can put right: the message says what, and the command line shows it without a
 * stack. Everything else that reaches the command line is a defect.
 */
export class OperatorError extends Error {}

// By hand, for browsers have no such table.
const STATUS_TEXT: Record<number, string> = Object.fromEntries(
  [
    "400 Bad Request|401 Unauthorized|402 Payment Required|403 Forbidden|404 Not Found|405 Method Not Allowed",
    "406 Not Acceptable|408 Request Timeout|409 Conflict|410 Gone|411 Length Required|412 Precondition Failed",
    "413 Content Too Large|414 URI Too Long|415 Unsupported Media Type|416 Range Not Satisfiable",
    "417 Expectation Failed|418 I'm a teapot|421 Misdirected Request|422 Unprocessable Entity|423 Locked",
    "424 Failed Dependency|425 Too Early|426 Upgrade Required|428 Precondition Required|429 Too Many Requests",
    "431 Request Header Fields Too Large|451 Unavailable For Legal Reasons|500 Internal Server Error",
    "501 Not Implemented|502 Bad Gateway|503 Service Unavailable|504 Gateway Timeout",
  ].join("|").split("|").map((line) => [line.slice(0, 3), line.slice(4)]),
);

/** An error that is answered with `status` and its message, or with the status text when it has none. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  /** The response's status code. */
  readonly status: number;

  constructor(status: number, message: string = STATUS_TEXT[status] ?? "", options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

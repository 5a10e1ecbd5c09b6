package io.spiffeaws.problem;

/// An error as the user sees it.
///
/// Its kind determines the exit code; there are only as many kinds as scripts must distinguish.
/// `code` is a stable identifier in kebab-case (`no-such-role`) for programs. `message` is one line
/// with the error and its cause, in lower case and without a full stop. `hint` is the fix, usually
/// a command; it is empty if there is none. No text contains a secret, a class name or the error
/// text of a transport.
public sealed interface Problem {
  /// Returns a stable identifier for programs, in kebab-case; never empty.
  String code();

  /// Returns the error and its cause, for users; never empty.
  String message();

  /// Returns the fix; empty if there is none.
  String hint();

  /// Invalid input: options, a file, a token, an ID. Nothing was changed.
  record Malformed(String code, String message, String hint) implements Problem {}

  /// No SPIFFE identity for this caller: no agent, no permission on its socket, no registration
  /// entry, or several identities and none specified.
  record NoIdentity(String code, String message, String hint) implements Problem {}

  /// SPIRE or AWS understood the request and denied it.
  record Refused(String code, String message, String hint) implements Problem {}

  /// A service could not be reached, did not answer in time, or failed internally; a retry may
  /// succeed.
  record Unreachable(String code, String message, String hint) implements Problem {}

  /// The specified resource does not exist.
  record Missing(String code, String message, String hint) implements Problem {}

  /// Any other failure: a full disk, an unexpected answer, an internal error.
  record Unexpected(String code, String message, String hint) implements Problem {}
}

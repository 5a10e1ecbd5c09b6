package io.spiffeaws.problem;

/// What went wrong, in words for the person who ran the command.
///
/// The kinds are those that a script must tell apart, no more; each has its exit code. Within a
/// kind, `code` is a stable word in kebab-case (`no-such-role`) for programs, `message` says what
/// happened and why in one line that begins in lower case and has no full stop, and `hint` names
/// what mends it, most often a command; it is empty where nothing can be advised. No text holds a
/// secret, a class name or a transport's own words.
public sealed interface Problem {
  /// A stable word for programs, in kebab-case; never empty.
  String code();

  /// What happened and why, for people; never empty.
  String message();

  /// What mends it; empty where there is nothing to advise.
  String hint();

  /// Input that cannot be used: flags, a file, a token, an ID. Nothing was changed.
  record Malformed(String code, String message, String hint) implements Problem {}

  /// No SPIFFE identity for this caller: no agent, no permission to its socket, no entry, or
  /// several and no choice.
  record NoIdentity(String code, String message, String hint) implements Problem {}

  /// SPIRE or AWS understood the request and refused it.
  record Refused(String code, String message, String hint) implements Problem {}

  /// A service that could not be reached, did not answer in time, or failed on its side; trying
  /// again may help.
  record Unreachable(String code, String message, String hint) implements Problem {}

  /// The named thing does not exist.
  record Missing(String code, String message, String hint) implements Problem {}

  /// Anything else: a full disk, an answer that no one foresaw.
  record Unexpected(String code, String message, String hint) implements Problem {}
}

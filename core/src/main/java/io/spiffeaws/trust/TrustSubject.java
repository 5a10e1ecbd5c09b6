package io.spiffeaws.trust;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;

/// Whom a trust policy names: one SPIFFE ID, or a pattern of IDs in which `*` stands for any
/// characters and `?` for one.
///
/// @param text the ID, or the pattern; its trust domain is always written out, since
///   `spiffe://example.org*` would let in `example.org.evil`
public record TrustSubject(String text) {
  private static final String SCHEME = "spiffe://";

  public TrustSubject {
    check(text);
  }

  /// @throws ProblemException malformed, naming the rule that the text breaks
  public static TrustSubject parse(String text) {
    return new TrustSubject(text);
  }

  public boolean pattern() {
    return Glob.isPattern(text);
  }

  /// Whether it is a pattern that tells no workload of the trust domain from another: no letter or
  /// digit stands in its path.
  public boolean wholeTrustDomain() {
    return pattern() && path().chars().allMatch(c -> c == '/' || c == '*' || c == '?');
  }

  private String path() {
    return text.substring(text.indexOf('/', SCHEME.length()));
  }

  @Override
  public String toString() {
    return text;
  }

  private static void check(String text) {
    if (!Glob.isPattern(text)) {
      SpiffeId.parse(text);
      return;
    }
    var slash = text.startsWith(SCHEME) ? text.indexOf('/', SCHEME.length()) : -1;
    if (slash < 0 || Glob.isPattern(text.substring(0, slash))) {
      throw ProblemException.malformed(
          "malformed-pattern",
          "\"" + text + "\" is not a pattern of SPIFFE IDs: * and ? may stand in the path only",
          "write it as spiffe://<trust domain>/<path with * or ?>");
    }
    SpiffeId.parse(text.replace('*', 'x').replace('?', 'x'));
  }
}

package io.spiffeaws.trust.lint;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.trust.issuer.SubjectForm;
import io.spiffeaws.trust.policy.Glob;
import java.util.List;
import java.util.Optional;

/// Classifies the subjects of `StringLike` conditions by their form.
final class SubjectShape {
  private static final String SCHEME = "spiffe://";

  private SubjectShape() {}

  /// Returns why a pattern of SPIFFE IDs is too wide, or empty if it is not. A pattern for all IDs
  /// below one path is not too wide, and neither is `?`.
  static Optional<FindingCode> tooWide(String pattern) {
    if (!Glob.isPattern(pattern)) {
      return Optional.empty();
    }
    var slash = pattern.startsWith(SCHEME) ? pattern.indexOf('/', SCHEME.length()) : -1;
    if (slash < 0 || Glob.isPattern(pattern.substring(0, slash))) {
      return Optional.of(FindingCode.ANY_TRUST_DOMAIN);
    }
    var path = pattern.substring(slash);
    if (path.chars().allMatch(c -> c == '/' || c == '*' || c == '?')) {
      return Optional.of(FindingCode.WHOLE_TRUST_DOMAIN);
    }
    var star = path.indexOf('*');
    if (star < 0) {
      return Optional.empty();
    }
    if (path.substring(star).chars().anyMatch(c -> c != '*')) {
      return Optional.of(FindingCode.CROSSES_SEGMENTS);
    }
    return path.charAt(star - 1) == '/'
        ? Optional.empty()
        : Optional.of(FindingCode.PARTIAL_SEGMENT);
  }

  /// Returns why a pattern of subjects that are not SPIFFE IDs is too wide, or empty if it is not.
  /// The prefix that all subjects of the issuer have (`repo:`) does not restrict.
  static Optional<FindingCode> tooWide(String pattern, List<SubjectForm> forms) {
    if (!Glob.isPattern(pattern)) {
      return Optional.empty();
    }
    if (everything(pattern) || forms.stream().anyMatch(form -> Glob.covers(pattern, form.text()))) {
      return Optional.of(FindingCode.WHOLE_TRUST_DOMAIN);
    }
    return form(pattern, forms).map(_ -> FindingCode.WIDE_OWNER);
  }

  /// Returns a pattern that names one owner, or empty if the given pattern names the owner already.
  static Optional<String> example(String pattern, List<SubjectForm> forms) {
    return form(pattern, forms).map(form -> form.example(literal(pattern)));
  }

  private static Optional<SubjectForm> form(String pattern, List<SubjectForm> forms) {
    var literal = literal(pattern);
    return forms.stream().filter(form -> form.leavesOwnerOpen(literal)).findFirst();
  }

  private static String literal(String pattern) {
    return pattern.split("[*?]", 2)[0];
  }

  /// Whether the pattern matches every subject of any form.
  static boolean everything(String pattern) {
    return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
  }

  /// Returns why no SPIFFE ID matches the subject, or empty if one may.
  static Optional<String> notAnId(String subject) {
    try {
      var _ = SpiffeId.parse(subject.replace("*", "x").replace('?', 'x'));
      return Optional.empty();
    } catch (ProblemException e) {
      var said = e.problem().message();
      return Optional.of(said.substring(said.lastIndexOf(": ") + 2));
    }
  }

  /// Returns the trust domain of a SPIFFE ID or a pattern, or empty if it contains a wildcard.
  static Optional<String> trustDomain(String subject) {
    if (!subject.startsWith(SCHEME)) {
      return Optional.empty();
    }
    var rest = subject.substring(SCHEME.length());
    var slash = rest.indexOf('/');
    var domain = slash < 0 ? rest : rest.substring(0, slash);
    return Glob.isPattern(domain) || domain.isEmpty() ? Optional.empty() : Optional.of(domain);
  }
}

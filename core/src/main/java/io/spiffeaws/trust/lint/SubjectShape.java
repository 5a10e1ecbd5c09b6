package io.spiffeaws.trust.lint;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.trust.issuer.SubjectForm;
import io.spiffeaws.trust.policy.Glob;
import java.util.List;
import java.util.Optional;

/// What a subject of `StringLike` stands for, as far as its form tells.
final class SubjectShape {
  private static final String SCHEME = "spiffe://";

  private SubjectShape() {}

  /// What is too wide about a pattern of SPIFFE IDs. One of everything below a folder is not, and
  /// `?` is not.
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

  /// What is too wide about a pattern of an issuer's subjects that are not SPIFFE IDs. The prefix
  /// that all of them have (`repo:`) does not restrict.
  static Optional<FindingCode> tooWide(String pattern, List<SubjectForm> forms) {
    if (!Glob.isPattern(pattern)) {
      return Optional.empty();
    }
    if (everything(pattern) || forms.stream().anyMatch(form -> Glob.covers(pattern, form.text()))) {
      return Optional.of(FindingCode.WHOLE_TRUST_DOMAIN);
    }
    return form(pattern, forms).map(_ -> FindingCode.WIDE_OWNER);
  }

  /// A pattern that names one owner in the place of that one, if it leaves the owner open.
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

  /// Whether it stands for everything, whatever form an issuer's subjects have.
  static boolean everything(String pattern) {
    return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
  }

  /// Why no SPIFFE ID fits it; empty where one may.
  static Optional<String> notAnId(String subject) {
    try {
      var _ = SpiffeId.parse(subject.replace("*", "x").replace('?', 'x'));
      return Optional.empty();
    } catch (ProblemException e) {
      var said = e.problem().message();
      return Optional.of(said.substring(said.lastIndexOf(": ") + 2));
    }
  }

  /// Of a SPIFFE ID or a pattern of them; empty where it is not written out.
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

package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import java.util.List;

/// A subject that a statement of a trust policy lists.
///
/// @param sub an ID or a pattern, as written
/// @param operator operator of the condition, as written: `StringEquals`, `StringLike`
/// @param provider ARN of the subject's provider; or the service principal of IAM Roles Anywhere
/// @param audiences audiences listed by the same statement; empty if it lists none
/// @param anchors for IAM Roles Anywhere: the values on `aws:SourceArn` of the same statement;
///   empty if it has none
/// @param statement the statement's number, from 1
public record ListedSubject(
    String sub,
    String operator,
    String provider,
    List<String> audiences,
    List<String> anchors,
    int statement) {
  public ListedSubject {
    audiences = List.copyOf(audiences);
    anchors = List.copyOf(anchors);
  }

  /// A subject of an OIDC provider.
  ListedSubject(
      String sub, String operator, String provider, List<String> audiences, int statement) {
    this(sub, operator, provider, audiences, List.of(), statement);
  }

  /// Whether it is allowed by IAM Roles Anywhere.
  public boolean byCertificate() {
    return provider.equals(RolesAnywhereStatements.SERVICE);
  }
}

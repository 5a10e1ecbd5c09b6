package io.spiffeaws.trust.subject;

import java.util.List;

/// A subject that a statement of a trust policy lists.
///
/// @param sub an ID or a pattern, as written
/// @param operator operator of the condition, as written: `StringEquals`, `StringLike`
/// @param provider ARN of the subject's provider
/// @param audiences audiences listed by the same statement; empty if it lists none
/// @param statement the statement's number, from 1
public record ListedSubject(
    String sub, String operator, String provider, List<String> audiences, int statement) {
  public ListedSubject {
    audiences = List.copyOf(audiences);
  }
}

package io.spiffeaws.trust.subject;

import java.util.List;

/// A subject that a statement of a trust policy lists.
///
/// @param sub an ID or a pattern, as written
/// @param operator that it stands under, as written: `StringEquals`, `StringLike`
/// @param provider ARN of the provider whose subject it is
/// @param audiences that the same statement asks for; empty where it asks for none
/// @param statement the statement's place, from 1
public record ListedSubject(
    String sub, String operator, String provider, List<String> audiences, int statement) {
  public ListedSubject {
    audiences = List.copyOf(audiences);
  }
}

package io.spiffeaws.sandbox.aws.policy;

import io.spiffeaws.json.Json;

/// The differences between policy types: the members of a statement and the messages for invalid
/// ones.
sealed interface PolicyRules permits TrustRules, PermissionRules, BucketRules {
  String notJson();

  String badVersion();

  String noStatements();

  String repeatedSid();

  String syntax();

  String noEffect();

  String badEffect(String effect);

  String noActions();

  /// Checks the members other than Effect, Sid and Condition.
  ///
  /// @throws MalformedPolicy if one of them is not valid
  void check(Json.Obj statement, StatementMembers members);

  /// Checks an action.
  ///
  /// @throws MalformedPolicy if it is not an action of this policy type
  void checkAction(String action);
}

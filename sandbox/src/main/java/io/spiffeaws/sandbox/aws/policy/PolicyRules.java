package io.spiffeaws.sandbox.aws.policy;

import io.spiffeaws.json.Json;

/// The differences between policy types: the members of a statement and the messages for invalid
/// ones.
sealed interface PolicyRules permits TrustRules, PermissionRules, BucketRules {
  String notJson();

  default String badVersion() {
    return "The policy must contain a valid version string";
  }

  default String noStatements() {
    return "Could not parse the policy: Statement is empty!";
  }

  default String repeatedSid() {
    return "The Statement Ids in the policy are not unique";
  }

  String syntax();

  default String noEffect() {
    return "Missing required field Effect";
  }

  default String badEffect(String effect) {
    return "Invalid effect: " + effect;
  }

  default String noActions() {
    return "Missing required field Action";
  }

  /// Checks the members other than Effect, Sid and Condition.
  ///
  /// @throws MalformedPolicy if one of them is not valid
  void check(Json.Obj statement, StatementMembers members);

  /// Checks an action.
  ///
  /// @throws MalformedPolicy if it is not an action of this policy type
  void checkAction(String action);
}

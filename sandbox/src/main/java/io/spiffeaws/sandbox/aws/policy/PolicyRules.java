package io.spiffeaws.sandbox.aws.policy;

import io.spiffeaws.json.Json;

/// What differs between the kinds of policies: the members that a statement has, and the words in
/// which its faults are reported.
sealed interface PolicyRules permits TrustRules, PermissionRules {
  String notJson();

  String badVersion();

  String noStatements();

  String repeatedSid();

  String syntax();

  String noEffect();

  String badEffect(String effect);

  String noActions();

  /// @throws MalformedPolicy where the members other than Effect, Sid and Condition are not right
  void check(Json.Obj statement, StatementMembers members);

  /// @throws MalformedPolicy where it is not an action of this kind of policy
  void checkAction(String action);
}

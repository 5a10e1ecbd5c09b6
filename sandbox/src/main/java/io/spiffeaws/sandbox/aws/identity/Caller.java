package io.spiffeaws.sandbox.aws.identity;

/// Who calls.
public sealed interface Caller {
  String arn();

  /// `aws:userid`: unique, and not reused.
  String userId();

  /// The user with all permissions, whose key the sandbox was started with.
  record Administrator(String account) implements Caller {
    @Override
    public String arn() {
      return "arn:aws:iam::" + account + ":user/administrator";
    }

    @Override
    public String userId() {
      return "AIDASANDBOXADMINISTRA";
    }
  }

  /// A session of a role.
  record Assumed(String account, RoleSession session) implements Caller {
    @Override
    public String arn() {
      return "arn:aws:sts::%s:assumed-role/%s/%s"
          .formatted(account, session.roleName(), session.name());
    }

    @Override
    public String userId() {
      return session.roleId() + ":" + session.name();
    }
  }
}

package io.spiffeaws.sandbox.aws.identity;

/// The caller of a request.
public sealed interface Caller {
  String arn();

  /// Returns `aws:userid`: unique and never reused.
  String userId();

  /// The user with all permissions, whose access key is created when the sandbox starts.
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

  /// A role session.
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

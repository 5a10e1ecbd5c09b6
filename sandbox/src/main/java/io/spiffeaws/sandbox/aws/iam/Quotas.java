package io.spiffeaws.sandbox.aws.iam;

/// The default quotas of an AWS account.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
final class Quotas {
  static final int TRUST_POLICY = 2048;
  static final int INLINE_POLICIES = 10240;
  static final int MANAGED_POLICY = 6144;
  static final int ATTACHED_POLICIES = 10;
  static final int ROLES = 1000;
  static final int POLICIES = 1500;
  static final int PROVIDERS = 100;
  static final int CLIENT_IDS = 100;
  static final int THUMBPRINTS = 5;
  static final int TAGS = 50;

  private Quotas() {}
}

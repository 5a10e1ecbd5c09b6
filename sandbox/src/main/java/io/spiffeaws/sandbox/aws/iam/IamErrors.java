package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.sandbox.aws.wire.AwsRefusal;

/// IAM's errors, with IAM's messages.
final class Refusals {
  private Refusals() {}

  static AwsRefusal noSuchRole(String name) {
    return noSuchEntity("The role with name %s cannot be found.".formatted(name));
  }

  static AwsRefusal noSuchRolePolicy(String name) {
    return noSuchEntity("The role policy with name %s cannot be found.".formatted(name));
  }

  static AwsRefusal noSuchPolicy(String arn) {
    return noSuchEntity("Policy %s was not found.".formatted(arn));
  }

  static AwsRefusal noSuchProvider(String arn) {
    return noSuchEntity("OpenIDConnect Provider not found for arn %s".formatted(arn));
  }

  static AwsRefusal noSuchEntity(String message) {
    return new AwsRefusal(404, "NoSuchEntity", message);
  }

  static AwsRefusal exists(String message) {
    return new AwsRefusal(409, "EntityAlreadyExists", message);
  }

  static AwsRefusal invalidInput(String message) {
    return new AwsRefusal(400, "InvalidInput", message);
  }

  static AwsRefusal quota(String name, int limit) {
    return limit("Cannot exceed quota for %s: %d".formatted(name, limit));
  }

  static AwsRefusal limit(String message) {
    return new AwsRefusal(409, "LimitExceeded", message);
  }

  static AwsRefusal deleteConflict(String message) {
    return new AwsRefusal(409, "DeleteConflict", message);
  }

  static AwsRefusal malformedPolicy(String message) {
    return new AwsRefusal(400, "MalformedPolicyDocument", message);
  }
}

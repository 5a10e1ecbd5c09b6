package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.sandbox.aws.wire.AwsError;

/// IAM's errors, with IAM's messages.
final class IamErrors {
  private IamErrors() {}

  static AwsError noSuchRole(String name) {
    return noSuchEntity("The role with name %s cannot be found.".formatted(name));
  }

  static AwsError noSuchRolePolicy(String name) {
    return noSuchEntity("The role policy with name %s cannot be found.".formatted(name));
  }

  static AwsError noSuchPolicy(String arn) {
    return noSuchEntity("Policy %s was not found.".formatted(arn));
  }

  static AwsError noSuchProvider(String arn) {
    return noSuchEntity("OpenIDConnect Provider not found for arn %s".formatted(arn));
  }

  static AwsError noSuchEntity(String message) {
    return new AwsError(404, "NoSuchEntity", message);
  }

  static AwsError exists(String message) {
    return new AwsError(409, "EntityAlreadyExists", message);
  }

  static AwsError invalidInput(String message) {
    return new AwsError(400, "InvalidInput", message);
  }

  static AwsError quota(String name, int limit) {
    return limit("Cannot exceed quota for %s: %d".formatted(name, limit));
  }

  static AwsError limit(String message) {
    return new AwsError(409, "LimitExceeded", message);
  }

  static AwsError deleteConflict(String message) {
    return new AwsError(409, "DeleteConflict", message);
  }

  static AwsError malformedPolicy(String message) {
    return new AwsError(400, "MalformedPolicyDocument", message);
  }
}

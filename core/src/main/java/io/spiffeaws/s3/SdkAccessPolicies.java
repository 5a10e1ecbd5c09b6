package io.spiffeaws.s3;

import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.SdkIamProblems;
import io.spiffeaws.trust.iam.SdkRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.Payer;

/// [AccessPolicies] of IAM and S3, with the AWS SDK and the operator's credentials. Its clients are
/// created when they are needed, since most checks pass.
public final class SdkAccessPolicies implements AccessPolicies {
  private final Supplier<IamClient> iams;
  private final Supplier<S3Client> s3s;

  /// Creates the reader.
  ///
  /// @param iams creates a client of IAM with the operator's credentials
  /// @param s3s creates a client of S3 with the operator's credentials
  public SdkAccessPolicies(Supplier<IamClient> iams, Supplier<S3Client> s3s) {
    this.iams = iams;
    this.s3s = s3s;
  }

  @Override
  public Optional<RolePermissions> role(RoleArn role) {
    try (var iam = iams.get()) {
      var roles = new SdkRoles(iam);
      return roles
          .find(role.name())
          .filter(found -> found.arn().equals(role.toString()))
          .map(found -> permissions(iam, roles, found));
    }
  }

  private static RolePermissions permissions(IamClient iam, SdkRoles roles, Role role) {
    var policies = new ArrayList<PermissionPolicy>();
    for (var name : roles.inlinePolicies(role.name())) {
      roles
          .inlinePolicy(role.name(), name)
          .map(text ->
              PermissionPolicy.parse(
                  "inline policy " + name,
                  TypedCommand.of(
                      "aws iam get-role-policy --role-name %s --policy-name %s", role.name(), name),
                  text))
          .ifPresent(policies::add);
    }
    roles.attachedPolicies(role.name()).forEach(arn -> policies.add(managed(iam, arn)));
    return new RolePermissions(
        role,
        policies,
        role.boundary()
            .map(arn -> managed(iam, arn))
            .map(policy ->
                new PermissionPolicy(
                    policy.title().replace("managed policy", "permissions boundary"),
                    policy.show(),
                    policy.statements())));
  }

  @Override
  public PermissionPolicy managed(String arn) {
    try (var iam = iams.get()) {
      return managed(iam, arn);
    }
  }

  private static PermissionPolicy managed(IamClient iam, String arn) {
    var what = "policy " + arn;
    var policy =
        SdkIamProblems.given(
            SdkIamProblems.call("GetPolicy", what, () -> iam.getPolicy(get -> get.policyArn(arn)))
                .policy());
    var version = SdkIamProblems.given(policy.defaultVersionId());
    var found =
        SdkIamProblems.given(
            SdkIamProblems.call(
                    "GetPolicyVersion",
                    what,
                    () -> iam.getPolicyVersion(get -> get.policyArn(arn).versionId(version)))
                .policyVersion());
    return PermissionPolicy.parse(
        "managed policy " + arn,
        TypedCommand.of("aws iam get-policy-version --policy-arn %s --version-id %s", arn, version),
        SdkRoles.decoded(SdkIamProblems.given(found.document())));
  }

  @Override
  public Optional<String> bucketPolicy(String bucket) {
    return call(
        "s3:GetBucketPolicy",
        s3 -> {
          try {
            return Optional.of(s3.getBucketPolicy(get -> get.bucket(bucket)).policy());
          } catch (AwsServiceException e) {
            if (SdkProblems.code(e).equals("NoSuchBucketPolicy")) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  @Override
  public boolean requesterPays(String bucket) {
    return call(
        "s3:GetBucketRequestPayment",
        s3 -> {
          try {
            return s3.getBucketRequestPayment(get -> get.bucket(bucket)).payer() == Payer.REQUESTER;
          } catch (AwsServiceException e) {
            if (SdkProblems.isNotOffered(e)) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public List<String> buckets() {
    return call(
        "s3:ListAllMyBuckets",
        s3 ->
            s3.listBuckets().buckets().stream()
                .map(Bucket::name)
                .filter(Objects::nonNull)
                .toList());
  }

  private <R> R call(String action, Function<S3Client, R> call) {
    try (var s3 = s3s.get()) {
      return call.apply(s3);
    } catch (SdkException e) {
      throw SdkProblems.translate("S3", action, e);
    }
  }
}

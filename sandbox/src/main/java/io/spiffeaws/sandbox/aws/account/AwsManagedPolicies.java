package io.spiffeaws.sandbox.aws.account;

import java.time.Instant;
import java.util.List;

/// The AWS managed policies that are meaningful in the sandbox. The documents are copied from AWS.
/// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
final class AwsManagedPolicies {
  private static final Instant CREATED = Instant.parse("2015-02-06T18:40:58Z");

  private AwsManagedPolicies() {}

  static List<ManagedPolicy> all() {
    return List.of(
        policy("AdministratorAccess", "ANPAIWMBCKSKIEE64ZLYK", "\"*\""),
        policy("AmazonS3FullAccess", "ANPAIFIR6V6BVTRAHWINE", "\"s3:*\",\"s3-object-lambda:*\""),
        policy(
            "AmazonS3ReadOnlyAccess",
            "ANPAIZTJ4DXE7G6AGAE6M",
            "\"s3:Get*\",\"s3:List*\",\"s3:Describe*\",\"s3-object-lambda:Get*\",\"s3-object-lambda:List*\""),
        policy("IAMFullAccess", "ANPAI7XKCFMBPM3QQRRVQ", "\"iam:*\""),
        policy(
            "IAMReadOnlyAccess",
            "ANPAJKSO7NDY4T57MWDSQ",
            "\"iam:GenerateCredentialReport\",\"iam:GenerateServiceLastAccessedDetails\",\"iam:Get*\",\"iam:List*\",\"iam:SimulateCustomPolicy\",\"iam:SimulatePrincipalPolicy\""));
  }

  private static ManagedPolicy policy(String name, String id, String actions) {
    var document =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[%s],"Resource":"*"}]}\
        """
            .formatted(actions);
    return new ManagedPolicy("arn:aws:iam::aws:policy/" + name, id, "/", name, document, CREATED);
  }
}

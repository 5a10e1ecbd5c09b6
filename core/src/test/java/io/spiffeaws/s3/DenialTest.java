package io.spiffeaws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reads the messages of AWS and of compatible services.
class DenialTest {
  private static final String SAYS =
      "User: arn:aws:sts::123456789012:assumed-role/app/name is not authorized to perform:"
          + " s3:GetObject on resource: \"arn:aws:s3:::reports/k\" ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          because no identity-based policy allows the s3:GetObject action         | IDENTITY_POLICY         | false
          with an explicit deny in an identity-based policy                       | IDENTITY_POLICY         | true
          because no resource-based policy allows the s3:GetObject action         | BUCKET_POLICY           | false
          with an explicit deny in a resource-based policy                        | BUCKET_POLICY           | true
          because no permissions boundary allows the s3:GetObject action          | PERMISSIONS_BOUNDARY    | false
          with an explicit deny in a permissions boundary                         | PERMISSIONS_BOUNDARY    | true
          because no session policy allows the s3:GetObject action                | SESSION_POLICY          | false
          with an explicit deny in a session policy                               | SESSION_POLICY          | true
          because no service control policy allows the s3:GetObject action        | SERVICE_CONTROL_POLICY  | false
          with an explicit deny in a service control policy                       | SERVICE_CONTROL_POLICY  | true
          because no resource control policy allows the s3:GetObject action       | RESOURCE_CONTROL_POLICY | false
          with an explicit deny in a resource control policy                      | RESOURCE_CONTROL_POLICY | true
          because no VPC endpoint policy allows the s3:GetObject action           | VPC_ENDPOINT_POLICY     | false
          with an explicit deny in a VPC endpoint policy                          | VPC_ENDPOINT_POLICY     | true
          because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access | PUBLIC_ACCESS_BLOCK | false
          because object protected by object lock.                                | OBJECT_LOCK             | false
          with an explicit deny                                                   |                         | true
          """)
  void layerIsReadFromTheReason(String reason, DenyingLayer layer, boolean explicit) {
    var denial = Denial.parse("s3:GetObject", SAYS + reason);
    assertThat(denial.layer().orElse(null)).isEqualTo(layer);
    assertThat(denial.explicit()).isEqualTo(explicit);
    assertThat(denial.policy()).isEmpty();
    assertThat(denial.resource()).contains("arn:aws:s3:::reports/k");
  }

  @ParameterizedTest
  @CsvSource({
    "a service control policy,"
        + " arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd",
    "an identity-based policy, arn:aws:iam::123456789012:policy/deny-s3",
    "a permissions boundary, arn:aws:iam::123456789012:policy/path/boundary"
  })
  void policyIsReadFromTheMessagesOf2026(String policy, String arn) {
    var denial =
        Denial.parse("s3:GetObject", SAYS + "with an explicit deny in " + policy + ": " + arn);
    assertThat(denial.policy()).contains(arn);
    assertThat(denial.layer()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"Access Denied", "Access Denied.", "''", "AccessDenied"})
  void otherMessageNamesNothing(String message) {
    assertThat(Denial.parse("s3:PutObject", message))
        .isEqualTo(
            new Denial(
                "s3:PutObject", Optional.empty(), Optional.empty(), false, Optional.empty()));
  }

  @Test
  void keyOfTheBucketIsRecognized() {
    var denial =
        Denial.parse(
            "s3:PutObject",
            "User: arn:aws:sts::123456789012:assumed-role/app/name is not authorized to perform:"
                + " kms:GenerateDataKey on resource:"
                + " arn:aws:kms:eu-west-1:123456789012:key/1234abcd because no identity-based"
                + " policy allows the kms:GenerateDataKey action");
    assertThat(denial.ofKey()).isTrue();
    assertThat(denial.action()).isEqualTo("kms:GenerateDataKey");
    assertThat(denial.resource()).contains("arn:aws:kms:eu-west-1:123456789012:key/1234abcd");
    assertThat(denial.layer()).contains(DenyingLayer.IDENTITY_POLICY);
  }
}

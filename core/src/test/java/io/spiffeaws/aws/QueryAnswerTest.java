package io.spiffeaws.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;

class QueryAnswerTest {
  private static final Set<String> SERVICES =
      Set.of(
          "software.amazon.awssdk.services.iam.IamClient",
          "software.amazon.awssdk.services.sts.StsClient");

  @ParameterizedTest
  @CsvSource({
    // the result is already first
    "<AResponse><AResult/><M/></AResponse>, <AResponse><AResult/><M/></AResponse>",
    "<AResponse><M/><AResult>x</AResult></AResponse>, <AResponse><AResult>x</AResult><M/></AResponse>",
    "<AResponse><M><AResult/></M><AResult/><N/></AResponse>, <AResponse><AResult/><M><AResult/></M><N/></AResponse>",
    "<AResponse a='>'><!-- <AResult> --><M b=\"/>\"/> <AResult a='/>'>]]</AResult></AResponse>, <AResponse a='>'><!-- <AResult> --><AResult a='/>'>]]</AResult><M b=\"/>\"/> </AResponse>",
    "<?xml version='1.0'?><i:AResponse><i:M/><i:AResult><![CDATA[</AResult>]]></i:AResult></i:AResponse>, <?xml version='1.0'?><i:AResponse><i:AResult><![CDATA[</AResult>]]></i:AResult><i:M/></i:AResponse>",
    // no result, and the call has none
    "<AResponse><M/></AResponse>, <AResponse><M/></AResponse>",
    "<OtherResponse/>, <OtherResponse/>"
  })
  void movesTheResultToTheFront(String answer, String read) {
    assertThat(QueryAnswer.success("A", answer)).contains(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<html><body>AResponse</body></html>",
        "<AResponse>",
        "<AResponse><M></AResponse",
        "</AResponse>",
        "<ErrorResponse/>"
      })
  void rejectsTextThatIsNotAResponse(String text) {
    assertThat(QueryAnswer.success("A", text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GetRole, <GetRoleResponse><ResponseMetadata/></GetRoleResponse>",
    "GetRole, <OtherResponse><GetRoleResult/></OtherResponse>",
    "ListRoles, <ListRolesResponse/>",
    "GetCallerIdentity, <GetCallerIdentityResponse><X><GetCallerIdentityResult/></X></GetCallerIdentityResponse>"
  })
  void rejectsAResponseWithoutItsResult(String action, String answer) {
    assertThat(QueryAnswer.success(action, answer)).isEmpty();
  }

  @Test
  void addsMembersAroundTags() {
    assertThat(
            QueryAnswer.success(
                "ListRoleTags",
                "<ListRoleTagsResponse><ListRoleTagsResult><Tags><Key><Key>a</Key></Key><Value><Value>$1</Value></Value></Tags></ListRoleTagsResult></ListRoleTagsResponse>"))
        .hasValueSatisfying(read ->
            assertThat(read)
                .contains("<Tags><member><Key>a</Key><Value>$1</Value></member></Tags>"));
  }

  @ParameterizedTest
  @CsvSource({
    "<?xml version='1.0'?><Error><Code>C</Code></Error>, <ErrorResponse><Error><Code>C</Code></Error></ErrorResponse>",
    "<ErrorResponse><Error/></ErrorResponse>, <ErrorResponse><Error/></ErrorResponse>",
    "<Error>, <Error>"
  })
  void addsTheElementAroundAnError(String answer, String read) {
    assertThat(QueryAnswer.failure(answer)).isEqualTo(read);
  }

  /// The SDK's classes are generated from the same models as botocore's.
  @Test
  void callsWithAResultAreThoseWithMembersInTheModel() throws Exception {
    var made = new TreeMap<String, Boolean>();
    for (var type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.spiffeaws")) {
      for (var call : type.getMethodCallsFromSelf()) {
        if (answer(call).isPresent()) {
          made.put(action(call), !answer(call).get().sdkFields().isEmpty());
        }
      }
    }
    assertThat(made).hasSizeGreaterThan(25).containsEntry("UpdateRole", false);
    made.forEach(
        (action, result) -> assertThat(QueryAnswer.hasResult(action)).as(action).isEqualTo(result));
  }

  private static String action(JavaMethodCall call) {
    var name = call.getTarget().getName().replaceFirst("Paginator$", "");
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static Optional<SdkPojo> answer(JavaMethodCall call) throws ReflectiveOperationException {
    var type = call.getTarget().getRawReturnType().getName();
    if (!SERVICES.contains(call.getTargetOwner().getName())
        || !type.matches(".*(Response|Iterable)")) {
      return Optional.empty();
    }
    var answer = type.replaceFirst("\\.paginators\\.(.*)Iterable$", ".model.$1Response");
    var builder = Class.forName(answer).getMethod("builder").invoke(null);
    return Optional.of((SdkPojo) builder);
  }
}

package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorReviewTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          k8s:pod_name:web | SPIRE's k8s attestor has no selector "pod_name"; did you mean k8s:pod-name:web?
          k8s:podName:web | SPIRE's k8s attestor has no selector "podName"; did you mean k8s:pod-name:web?
          k8s:serviceaccount:web | SPIRE's k8s attestor has no selector "serviceaccount"; did you mean k8s:sa:web?
          k8s:sa:prod/web | k8s:sa expects a name without namespace; did you mean k8s:sa:web?
          k8s:pod-label:app=web | k8s:pod-label expects KEY:VALUE; did you mean k8s:pod-label:app:web?
          k8s:pod-image-count:two | k8s:pod-image-count expects a number
          k8s:nonsense:x | SPIRE's k8s attestor has no selector "nonsense"
          k8s:ns | k8s:ns expects a name without namespace
          kubernetes:ns:x | SPIRE has no attestor "kubernetes"; did you mean k8s:ns:x?
          K8S:ns:x | SPIRE has no attestor "K8S"; did you mean k8s:ns:x?
          kubernetes:pod_name:x | SPIRE has no attestor "kubernetes"; did you mean k8s:pod-name:x?
          unix:uid:root | unix:uid expects a number; did you mean unix:user:root?
          unix:user:0 | unix:user expects a name; did you mean unix:uid:0?
          unix:gid:staff | unix:gid expects a number; did you mean unix:group:staff?
          unix:supplementary-gid:5 | SPIRE's unix attestor has no selector "supplementary-gid"; did you mean unix:supplementary_gid:5?
          unix:uid: 7 | unix:uid expects a number; did you mean unix:uid:7?
          unix:path:bin/app | unix:path expects an absolute path
          unix:username:bob | SPIRE's unix attestor has no selector "username"; did you mean unix:user:bob?
          uid:0 | SPIRE has no attestor "uid"; did you mean unix:uid:0?
          ns:web | SPIRE has no attestor "ns"; did you mean k8s:ns:web?
          unx:uid:0 | SPIRE has no attestor "unx"; did you mean unix:uid:0?
          docker:env:A:b | docker:env expects NAME=VALUE; did you mean docker:env:A=b?
          docker:image:web | SPIRE's docker attestor has no selector "image"; did you mean docker:image_id:web?
          docker:label:app=web | docker:label expects KEY:VALUE; did you mean docker:label:app:web?
          systemd:fragment-path:/a | SPIRE's systemd attestor has no selector "fragment-path"; did you mean systemd:fragment_path:/a?
          windows:user_sid:bob | windows:user_sid expects a SID such as S-1-5-32-544
          k8s_psat:agent-ns:spire | SPIRE's k8s_psat attestor has no selector "agent-ns"; did you mean k8s_psat:agent_ns:spire?
          k8s-psat:cluster:demo | SPIRE has no attestor "k8s-psat"; did you mean k8s_psat:cluster:demo?
          aws_iid:account_id:1234-5678-9012 | aws_iid:account_id expects a 12-digit account ID; did you mean aws_iid:account_id:123456789012?
          aws_iid:instance-id:i-1 | SPIRE's aws_iid attestor has no selector "instance-id"; did you mean aws_iid:instance:id:i-1?
          azure_msi:vm_name:g:vm | SPIRE's azure_msi attestor has no selector "vm_name"; did you mean azure_msi:vm-name:g:vm?
          gcp_iit:project:p | SPIRE's gcp_iit attestor has no selector "project"; did you mean gcp_iit:project-id:p?
          x509pop:ca:fingerprint:0B:EE:C7:B5:EA:3F:0F:DB:C9:5D:0D:D4:7F:3C:5B:C2:75:DA:8A:33 | x509pop:ca:fingerprint expects 40 lower-case hex digits; did you mean x509pop:ca:fingerprint:0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33?
          """)
  void warnsOfSelectorThatNoAttestorProduces(String selector, String warning) {
    assertThat(SelectorReview.warnings(List.of(Selector.parse(selector))))
        .containsExactly("selector " + selector + ": " + warning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:uid:1000",
        "unix:user:nginx",
        "unix:sha256:3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7",
        "unix:path:/usr/bin/nginx",
        "k8s:ns:production",
        "k8s:pod-label:app:web",
        "k8s:pod-label:app:",
        "k8s:pod-owner:Deployment:web",
        "k8s:container-image:docker.io/envoyproxy/envoy:v1",
        "k8s:image-signature:verified",
        "k8s:image-signature-subject:a@example.org",
        "docker:label:com.example.name:foo",
        "docker:env:VAR=val",
        "docker:image_id:envoyproxy/envoy:contrib-v1.29.1",
        "systemd:id:nginx.service",
        "windows:group_sid:se_group_enabled:true:S-1-5-32-544",
        "windows:path:C:\\Program Files\\nginx\\nginx.exe",
        "k8s_psat:agent_node_label:key:value",
        "aws_iid:tag:name:blog",
        "aws_iid:sg:id:sg-01234567",
        "aws_iid:iamrole:arn:aws:iam::123456789012:role/Blog",
        "azure_imds:vm-tag:a:b",
        "gcp_iit:label:key:",
        "x509pop:san:key:value",
        "tpm_devid:issuer:cn:authority.org",
        "spiffe_id:spiffe://example.org/spire/agent/join_token/x",
        "mycompany:anything:else",
        "vm:id:7"
      })
  void doesNotWarnOfKnownOrThirdPartySelectors(String selector) {
    assertThat(SelectorReview.warnings(List.of(Selector.parse(selector)))).isEmpty();
  }

  @Test
  void warnsOnceOfDuplicateSelector() {
    var selector = Selector.parse("uid:0");
    assertThat(SelectorReview.warnings(List.of(selector, selector))).hasSize(1);
  }
}

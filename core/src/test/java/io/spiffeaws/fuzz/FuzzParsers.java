package io.spiffeaws.fuzz;

import io.spiffeaws.account.AccountTargets;
import io.spiffeaws.aws.AwsTargets;
import io.spiffeaws.aws.operator.OperatorTargets;
import io.spiffeaws.chain.ChainTargets;
import io.spiffeaws.config.ConfigTargets;
import io.spiffeaws.credentials.cache.CacheTargets;
import io.spiffeaws.credentials.endpoint.EndpointTargets;
import io.spiffeaws.doctor.DoctorTargets;
import io.spiffeaws.exec.ExecTargets;
import io.spiffeaws.http.HttpTargets;
import io.spiffeaws.jwt.JwtTargets;
import io.spiffeaws.oidc.OidcTargets;
import io.spiffeaws.oidc.publish.PublishTargets;
import io.spiffeaws.profile.ProfileTargets;
import io.spiffeaws.render.kubernetes.RenderTargets;
import io.spiffeaws.rolesanywhere.anchor.AnchorTargets;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfileTargets;
import io.spiffeaws.s3.S3Targets;
import io.spiffeaws.spire.SpireTargets;
import io.spiffeaws.sts.StsTargets;
import io.spiffeaws.system.SystemTargets;
import io.spiffeaws.trust.lint.LintTargets;
import io.spiffeaws.trust.role.RoleTargets;
import io.spiffeaws.trust.subject.ProviderAudiences;
import io.spiffeaws.workload.WorkloadTargets;
import java.util.List;
import java.util.stream.Stream;

/// Every parser of this module.
public final class FuzzParsers {
  private FuzzParsers() {}

  /// Every parser.
  public static List<Target> targets() {
    return Stream.of(
            AwsTargets.all(),
            HttpTargets.all(),
            CacheTargets.all(),
            RenderTargets.all(),
            RoleTargets.all(),
            LintTargets.all(),
            SystemTargets.all(),
            S3Targets.all(),
            ExecTargets.all(),
            DoctorTargets.all(),
            AccountTargets.all(),
            AnchorTargets.all(),
            RolesAnywhereProfileTargets.all(),
            ChainTargets.all(),
            ConfigTargets.all(),
            EndpointTargets.all(),
            JwtTargets.all(),
            OidcTargets.all(),
            OperatorTargets.all(),
            ProfileTargets.all(),
            PublishTargets.all(),
            SpireTargets.all(),
            StsTargets.all(),
            ProviderAudiences.all(),
            WorkloadTargets.all())
        .flatMap(List::stream)
        .toList();
  }
}

package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.security.InvalidAlgorithmParameterException;

/// Excludes LDAP certificate stores. A certificate may refer to an LDAP directory, and for that the
/// JDK includes JNDI and all of RMI. The JDK uses LDAP only if a system property is set, which is
/// never the case.
@TargetClass(className = "sun.security.provider.certpath.ldap.LDAPCertStoreImpl")
final class NoLdapCertStores {
  private NoLdapCertStores() {}

  @Substitute
  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called by the JDK
  private void createInitialDirContext(String server, int port)
      throws InvalidAlgorithmParameterException {
    throw new InvalidAlgorithmParameterException("this binary does not support LDAP");
  }
}

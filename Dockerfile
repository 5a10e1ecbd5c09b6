# Container image of spiffe-aws: only the native binary, glibc and the public CAs. It has no shell and does
# not run as root.
#
#   mvn -Pnative package
#   docker build -t spiffe-aws:0.1.0 .
#
# The base image has no version tags. To pin it, specify a digest:
#
#   docker build --build-arg BASE=gcr.io/distroless/base-nossl-debian12:nonroot@sha256:... -t spiffe-aws:0.1.0 .
ARG BASE=gcr.io/distroless/base-nossl-debian12:nonroot
FROM ${BASE}
COPY --chmod=0755 native/target/spiffe-aws /usr/local/bin/spiffe-aws
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/spiffe-aws"]

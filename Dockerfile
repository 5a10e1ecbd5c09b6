# spiffe-aws as an image: the native binary, glibc, the public CAs, and nothing else; neither a shell nor root.
#
#   mvn -Pnative package
#   docker build -t spiffe-aws:0.1.0 .
#
# What it is built on has no versions, only digests:
#
#   docker build --build-arg BASE=gcr.io/distroless/base-nossl-debian12:nonroot@sha256:... -t spiffe-aws:0.1.0 .
ARG BASE=gcr.io/distroless/base-nossl-debian12:nonroot
FROM ${BASE}
COPY --chmod=0755 native/target/spiffe-aws /usr/local/bin/spiffe-aws
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/spiffe-aws"]

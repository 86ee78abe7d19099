#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace prosc {

/// Deleter that frees an OpenSSL object with the given function.
template <auto Free>
struct TlsFree
{
    template <class T>
    void operator()(T *object) const
    {
        Free(object);
    }
};

using BioHandle = std::unique_ptr<BIO, TlsFree<BIO_free>>;
using KeyHandle = std::unique_ptr<EVP_PKEY, TlsFree<EVP_PKEY_free>>;
using CertificateHandle = std::unique_ptr<X509, TlsFree<X509_free>>;
using ExtensionHandle = std::unique_ptr<X509_EXTENSION, TlsFree<X509_EXTENSION_free>>;
using NamesHandle = std::unique_ptr<GENERAL_NAMES, TlsFree<GENERAL_NAMES_free>>;

} // namespace prosc

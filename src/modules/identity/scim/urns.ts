/** Names of RFC 7643 and RFC 7644. */
export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
export const searchUrn = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'
export const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** RFC 7644, section 3.1. */
export const mediaType = 'application/scim+json'
/** Where the service lies below the program's own address. */
export const scimPath = '/scim/v2'
